#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tools/embed: the bytes come back as they were, with type and etag."""
import pathlib
import subprocess
import tempfile
import unittest

import suite

TOP = pathlib.Path(__file__).resolve().parent.parent.parent

MAIN = """#include "assets.h"
int main(void)
{
    for (size_t i = 0; i < assets_n; i++)
        printf("%.*s %.*s %.*s %zu %zu\\n", STR_ARG(assets[i].name), STR_ARG(assets[i].type), STR_ARG(assets[i].etag),
               assets[i].data.n, strlen(assets[i].data.p));
    return 0;
}
"""


class Embed(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="rapport-embed-")
        self.addCleanup(place.cleanup)
        self.dir = pathlib.Path(place.name)
        (self.dir / "main.c").write_text(MAIN, encoding="utf-8")

    def embed(self, *pairs):
        return subprocess.run([TOP / "tools/embed", "assets.h", "assets.c", *pairs], cwd=self.dir,
                              capture_output=True, text=True, check=False)

    def test_files_are_in_the_program_sorted_by_name(self):
        (self.dir / "one").write_bytes(b"a { }\n\x00\xff")
        (self.dir / "two").write_bytes(b"")
        self.assertEqual(self.embed("z.js=two", "a/b.css=one").stderr, "")
        subprocess.run(["cc", f"-I{TOP / 'src'}", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-o", "main",
                        "main.c", "assets.c"], cwd=self.dir, check=True)
        out = subprocess.run(["./main"], cwd=self.dir, capture_output=True, text=True, check=True).stdout
        self.assertEqual(out, 'a/b.css text/css; charset=utf-8 "436426fa6c6ccf216b81886e4d32929a" 8 6\n'
                              'z.js text/javascript; charset=utf-8 "e3b0c44298fc1c149afbf4c8996fb924" 0 0\n')

    def test_what_cannot_be_embedded_is_refused(self):
        (self.dir / "one").write_bytes(b"x")
        for pairs in (["one"], ["a.xyz=one"], ["a.css=one", "a.css=one"], ["a\".css=one"]):
            self.assertEqual(self.embed(*pairs).returncode, 1)


if __name__ == "__main__":
    suite.main()
