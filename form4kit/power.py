"""Powers of attorney, as rules take them."""

import datetime as dt

from form4kit.frozen import frozen


@frozen(kw_only=True)
class Power:
    """A power of attorney: `grantor` lets any of `attorneys` sign `forms` (`3`, `4`, `5`; none is all).

    `grantor` is the owner's CIK without leading zeros or a name, `attorneys` are names. `effective` is its
    first day (`signed` where that is not said), `expires` its last, `revoked` the day from which it is void;
    None is without end. `file` is the text that is filed as EX-24.
    """

    grantor: str
    attorneys: tuple[str, ...]
    forms: tuple[str, ...] = ()
    signed: dt.date | None = None
    effective: dt.date | None = None
    expires: dt.date | None = None
    revoked: dt.date | None = None
    file: str | None = None
