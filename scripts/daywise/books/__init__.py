"""A plan as a book to take away: an EPUB for a phone or an e-reader, and a PDF for paper."""
