"""What takes too long for every test run: the Nu HTML checker, Lighthouse, other browsers."""
