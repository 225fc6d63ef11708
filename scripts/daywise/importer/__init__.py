"""Make a plan of notes as people jot them down: ``python -m daywise import``.

The modules stand in the order of the pipeline: ``mend`` turns bytes into text, ``lines`` says what each line could be,
``outline`` gathers them into the ``draft`` of a plan, ``complete`` gives it what the notes did not say, ``plan_text``
and ``lesson_text`` write it down, ``store`` puts it into a folder that passes ``check``.

Every line of the notes ends up in the plan, in a lesson, or in ``leftovers.md`` beside them.
"""
