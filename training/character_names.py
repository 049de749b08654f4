"""Writes models/character-names.txt: the names of character references in HTML, from Python's copy of the standard's list.

A line each, sorted: the name, the characters it stands for in hexadecimal, and `-` where pages of old may leave out the
semicolon. Run from the root of the repository: python3 training/character_names.py
"""

from html.entities import html5

names = {name.removesuffix(";"): characters for name, characters in html5.items() if name.endswith(";")}
with open("models/character-names.txt", "w", encoding="ascii", newline="\n") as out:
    for name, characters in sorted(names.items()):
        codes = " ".join(f"{ord(c):x}" for c in characters)
        out.write(f"{name} {codes}{' -' if name in html5 else ''}\n")
