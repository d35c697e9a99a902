"""What a window's text says: layout, tables, mail, people, activities."""
