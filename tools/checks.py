# SPDX-License-Identifier: Apache-2.0
"""What the checkers share: finding files, reading C without a compiler, and
reporting. A checker collects problems as (path, line, key, sentence); a line
`CHECKER PATH KEY reason` in tools/exceptions allows one, and a line that allows
nothing any more is a problem itself.
"""
import pathlib
import re
import sys

TEXT_SUFFIXES = {".c", ".h", ".py", ".sh", ".sql", ".html", ".css", ".js", ".mjs", ".ts", ".md", ".yaml", ".yml",
                 ".build", ".toml"}
TEXT_FOLDERS = ("src", "tools", "script", "tests", "docs", ".ci")
LEFT_OUT = {"node_modules", "__pycache__", "corpus", "fixtures", "third_party"}


class Checker:
    """One run of one checker over one tree."""

    def __init__(self):
        self.name = pathlib.Path(sys.argv[0]).name
        self.root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
        self.problems = []
        self.exceptions = self.read_exceptions()

    def read_exceptions(self):
        found, path = {}, self.root / "tools/exceptions"
        if not path.exists():
            return found
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            parts = line.split(None, 3)
            if not parts or parts[0].startswith("#") or parts[0] != self.name:
                continue
            if len(parts) < 4:
                self.problems.append(("tools/exceptions", number, "line", "expected: CHECKER PATH KEY reason"))
            else:
                found[(parts[1], parts[2])] = number
        return found

    def problem(self, path, line, key, sentence):
        self.problems.append((path, line, key, sentence))

    def files(self, folders, suffixes):
        """Paths below the folders, as text relative to the root, sorted."""
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                inside = path.relative_to(self.root)
                if path.is_file() and path.suffix in suffixes and not LEFT_OUT & set(inside.parts):
                    yield str(inside)

    def texts(self):
        """All text that people wrote here, also programs without a suffix."""
        yield from self.files(TEXT_FOLDERS, TEXT_SUFFIXES | {""})
        for path in sorted(self.root.iterdir()):
            if path.is_file() and path.suffix in TEXT_SUFFIXES:
                yield path.name

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def finish(self, summary=""):
        used, left = set(), []
        for path, line, key, sentence in self.problems:
            if (path, key) in self.exceptions:
                used.add((path, key))
            else:
                left.append(f"{path}:{line}: {sentence}")
        for allowed, number in self.exceptions.items():
            if allowed not in used:
                left.append(f"tools/exceptions:{number}: this exception is not needed any more")
        print("\n".join(left + [f"{self.name}: {len(left)} problems{summary}"]))
        sys.exit(1 if left else 0)


C_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(text):
    """The same number of lines and columns, without content."""
    return re.sub(r"[^\n]", " ", text)


def without_comments(code):
    return C_TOKEN.sub(lambda m: blank(m[0]) if m[0][0] == "/" else m[0], code)


def without_text(code):
    """Neither comments nor what stands in quotes."""
    return C_TOKEN.sub(lambda m: blank(m[0]) if m[0][0] == "/" else m[0][0] + blank(m[0][1:-1]) + m[0][0], code)


def without_macros(code):
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: blank(m[0]), code, flags=re.M)


def comments(code):
    """(line, text) of every comment."""
    for match in C_TOKEN.finditer(code):
        if match[0][0] == "/":
            for i, line in enumerate(match[0].split("\n")):
                yield code.count("\n", 0, match.start()) + 1 + i, line


def strings(code):
    for match in C_TOKEN.finditer(code):
        if match[0][0] == '"':
            yield code.count("\n", 0, match.start()) + 1, match[0][1:-1]


class Function:
    """A function of C: its name, its lines, how many parameters, its body."""

    def __init__(self, name, params, first, last, start, end):
        self.name, self.params, self.first, self.last = name, params, first, last
        self.start, self.end = start, end   # offsets of the body's braces

    @property
    def lines(self):
        return self.last - self.first + 1


def open_paren(code, close):
    depth = 0
    for i in range(close, -1, -1):
        depth += (code[i] == ")") - (code[i] == "(")
        if depth == 0:
            return i
    return -1


def count_params(text):
    text = text.strip()
    if text in ("", "void"):
        return 0
    depth = commas = 0
    for c in text:
        depth += (c in "([{") - (c in ")]}")
        commas += c == "," and depth == 0
    return commas + 1


def head_of(code, brace):
    """(name, parameters) of the function whose body opens at `brace`, or None."""
    end = len(code[:brace].rstrip()) - 1
    while end >= 0 and code[end] == ")":
        start = open_paren(code, end)
        word = re.search(r"(\w+)\s*$", code[:start])
        if not word:
            return None
        if not word[1].startswith("__attribute"):
            test = re.fullmatch(r"\s*\w+\s*", code[start + 1:end]) if word[1].isupper() else None
            return (test[0].strip() if test else word[1]), count_params(code[start + 1:end])
        end = len(code[:word.start()].rstrip()) - 1
    return None


def functions(code):
    code = without_macros(without_text(code))
    depth, start = 0, 0
    for match in re.finditer(r"[{}]", code):
        if match[0] == "{":
            depth += 1
            if depth == 1:
                start = match.start()
            continue
        depth -= 1
        head = head_of(code, start) if depth == 0 else None
        if head:
            first, last = code.count("\n", 0, start) + 1, code.count("\n", 0, match.start()) + 1
            yield Function(head[0], head[1], first, last, start, match.start())
