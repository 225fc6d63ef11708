"""The search index: Pagefind makes it for a few pages at a time, and the parts are merged into one."""
