package dev.chatroom.testkit.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test of the contract is about; said when it fails. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ContractRule {

  /** {@return the number of the rule, with which the name of the test begins} */
  int number();

  /** {@return the rule, as one sentence} */
  String says();

  /** {@return the law of the architecture that it comes from} */
  String law();

  /** {@return what could be checked when it is broken} */
  String[] check();
}
