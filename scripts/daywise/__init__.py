"""Daywise: study plans and lesson notes in, a static study guide out.

The modules stand in the order of the pipeline: ``text_file`` and ``yaml_tree`` read, ``plan_file`` and ``notes`` give
meaning, ``load`` gathers, ``validate`` checks, ``model`` and ``lesson`` are the data, ``schedule`` counts days,
``render`` makes pages, ``write`` stores them.
"""
