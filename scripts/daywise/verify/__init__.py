"""Run the code of lessons on the real thing, and hold the pages to what it printed.

``tools`` finds programs, ``servers`` starts private ones, ``runners`` run one language each, ``lesson_run`` runs a
lesson, ``judge`` compares, ``outputs`` writes what was printed. A build needs none of it: it reads the record
(``daywise.ran``).
"""
