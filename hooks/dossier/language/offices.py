"""The words of which titles and offices are made in English news."""

OFFICES = frozenset(
    "president minister secretary ambassador senator representative congressman congresswoman "
    "governor mayor chancellor premier chairman chairwoman chair chairperson director general "
    "admiral colonel captain major lieutenant marshal commander commissioner spokesperson "
    "spokesman spokeswoman adviser advisor envoy negotiator deputy assistant under vice prime "
    "foreign external affairs home finance commerce defence defense trade state treasury interior "
    "justice judge justice professor doctor mr mr. dr dr. prof prof. shri shri. smt smt. sri sir "
    "lord hon hon. gen gen. lt lt. col col. amb amb. sen sen. gov gov. rep rep. us u.s. former "
    "then acting elect president-elect candidate chief principal union industry commander-in-chief "
    "leader excellency honourable honorable pm eam nsa and of the special national security "
    "council joint additional permanent high republican democratic democrat mp".split()
)
"""What may stand before a person's name and is no part of it, in small letters."""
SUBJECTS_OF_OFFICES = frozenset(
    "foreign external affairs home finance commerce defence defense trade state treasury interior "
    "justice union industry special national security council joint additional permanent high "
    "republican democratic general".split()
)
"""Those of them that no office is without another: a National Library is no person’s title."""
