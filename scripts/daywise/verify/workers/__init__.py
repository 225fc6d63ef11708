"""Programs that run in processes of their own, some on other interpreters: they import nothing of the project."""
