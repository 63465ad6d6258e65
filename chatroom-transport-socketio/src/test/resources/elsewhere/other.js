other()
