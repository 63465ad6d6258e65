package dev.chatroom.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.chatroom.chromium.Chromium;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures of a conversation, for people to look at: target/screenshots. */
@Timeout(120)
class ScreenshotsIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private static final Path FOLDER = ExampleProcess.JAR.resolveSibling("screenshots");

  @Test
  void a_conversation_in_light_and_dark_and_on_a_phone() {
    try (ExampleProcess server = ExampleProcess.start()) {
      converse(server);
    }
  }

  private static void converse(ExampleProcess server) {
    Person ming = Person.in(CHROMIUM, options -> options.setViewportSize(1200, 800));
    Person phone =
        Person.in(
            CHROMIUM,
            options -> options.setViewportSize(390, 844).setDeviceScaleFactor(2).setHasTouch(true));
    ming.opens(server.url()).takes("小明");
    phone.opens(server.url()).takes("Anna");
    try (WireClient tom = WireClient.connect(server).claim("汤姆");
        WireClient zoe = WireClient.connect(server).claim("zoé 🎈")) {
      ming.seesMembers("小明", "Anna", "汤姆", "zoé 🎈");
      converse(ming, phone, tom, zoe);
      ming.types("好，那就七点老地方见").page().locator(".title-bar").click();
      take(ming, "desktop-light.png");
      ming.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      take(ming, "desktop-dark.png");
      take(phone, "phone.png");
      Person newcomer = Person.in(CHROMIUM, options -> options.setViewportSize(1200, 800));
      newcomer.opens(server.url()).asksFor("小明").seesTip("昵称已经存在");
      take(newcomer, "desktop-refused.png");
    }
  }

  @Test
  void a_conversation_over_both_transports() throws IOException {
    try (ExampleProcess server = ExampleProcess.start("--transport", "both")) {
      Person ming = Person.in(CHROMIUM, options -> options.setViewportSize(720, 720));
      Person anna = Person.in(CHROMIUM, options -> options.setViewportSize(720, 720));
      ming.opens(server.url()).takes("小明");
      anna.opens(server.secondUrl()).takes("Anna");
      try (PlainClient bot = PlainClient.connect(server.secondUrl()).claim("天气预报")) {
        says(ming, "小明", "我这边是 Socket.IO，你呢？");
        anna.seesNewest("小明说:我这边");
        says(anna, "Anna", "plain WebSocket — 同一个房间");
        ming.seesNewest("Anna说:plain").says("明天天气怎么样？");
        anna.seesNewest("小明说:明天");
        bot.ask("message", "{\"msg\":\"明天晴，18 到 25 度\"}");
        ming.seesNewest("天气预报说:明天晴");
        anna.seesNewest("天气预报说:明天晴").seesMembers("小明", "Anna", "天气预报");
        assertThat(sideBySide(take(ming, "both-socketio.png"), take(anna, "both-jetty.png")))
            .exists();
      }
    }
  }

  private static Path sideBySide(byte[] left, byte[] right) throws IOException {
    BufferedImage first = ImageIO.read(new ByteArrayInputStream(left));
    BufferedImage second = ImageIO.read(new ByteArrayInputStream(right));
    BufferedImage both =
        new BufferedImage(
            first.getWidth() + second.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_RGB);
    both.createGraphics().drawImage(first, 0, 0, null);
    both.createGraphics().drawImage(second, first.getWidth(), 0, null);
    Path picture = FOLDER.resolve("both.png");
    ImageIO.write(both, "png", picture.toFile());
    return picture;
  }

  private static void converse(Person ming, Person anna, WireClient tom, WireClient zoe) {
    says(ming, "小明", "大家好！有人在吗？");
    says(anna, "Anna", "Hi 小明 👋 just got in.");
    tom.post("在呢，刚下班 😮‍💨");
    ming.seesNewest("汤姆说:在呢");
    says(ming, "小明", "晚上一起吃饭吗？学校后门新开了一家面馆，听说牛肉面特别好吃，还可以免费加面 🍜");
    says(
        anna,
        "Anna",
        "Count me in! Is it the one next to the bookshop? I walked past it yesterday");
    zoe.post("me too — mais sans coriandre, s'il vous plaît 🌿🚫");
    ming.seesNewest("zoé 🎈说:me too");
    says(ming, "小明", "对，就是书店旁边那家。七点可以吗？");
    tom.post("可以 👍👍");
    ming.seesNewest("汤姆说:可以");
    says(anna, "Anna", "七点见！🎉");
    ming.seesNewest("Anna说:七点见");
  }

  private static void says(Person person, String nickname, String text) {
    person.says(text).seesNewest(nickname + "说:" + text);
  }

  private static byte[] take(Person person, String name) {
    byte[] picture =
        person
            .page()
            .screenshot(
                new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name))
                    .setAnimations(ScreenshotAnimations.DISABLED));
    assertThat(picture).isNotEmpty();
    assertThat(person.complaints()).isEmpty();
    return picture;
  }
}
