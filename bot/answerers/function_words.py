"""Words that hold a question together and say nothing of its subject, in English, German and French."""

_WORDS = """
a an the and or but if of to in on at by for with from as into out up down over under about
is are was were be been being do does did done doing have has had having
can could should would will shall may might must need needs
what which who whom whose when where why how many much more most long soon often
i me my we us our you your it its they them their this that these those there here than then
so not no yes just only very really actually any some all each every both either
say says said tell know think get gets got go goes make makes take takes use uses used using want wants like compared
please ok hi hello hey let lets s t re ve ll d m
compare contrast list enumerate explain describe define
der die das und oder wie was welche welcher ist sind ein eine
le la les un une et ou que quel quelle est sont comment
"""

FUNCTION_WORDS = frozenset(_WORDS.split())
