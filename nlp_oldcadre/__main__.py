"""``python -m nlp_oldcadre``: the same as the command ``oldcadre``."""

from nlp_oldcadre.cli import main

if __name__ == "__main__":
    main()
