"""The code of the station, whose docstrings hold items too."""


def rain() -> float:
    """How much rain fell.

    .. impl:: The bucket that tips
       :id: IMPL_RAIN
       :implements: REQ_RAIN
    """
    return 0.0
