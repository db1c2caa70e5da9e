"""Writers of files, one a format: `write(board, page_id) -> Exported`."""
