#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tools/tplc: what a template becomes when it runs, what is refused, and that a
mistake in a value is the compiler's error at the template's line."""
import pathlib
import subprocess
import tempfile
import unittest

import suite

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
BASE = ["arena", "buf", "str", "rc", "escape"]
FLAGS = ["-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", f"-I{TOP / 'src'}"]

MAIN = """#include "web/views/page.html.h"
#include "web/html.h"
int main(void)
{
    struct arena *a = arena_create(1 << 20);
    struct buf b = buf_make(a, 0);
    struct url u = {S_INIT("")};
    if (url_check(S("/a?b&c"), &u))
        page(&b, S("<T&\\"'>"), 3, u);
    fwrite(b.p, 1, b.n, stdout);
    arena_free(a);
    return b.failed;
}
"""
HEAD = "%% template page(struct str s, int n, struct url u)\n"


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory(prefix="rapport-tplc-")
        cls.addClassCleanup(place.cleanup)
        sources = [TOP / f"src/base/{name}.c" for name in BASE] + [TOP / "src/web/html.c"]
        subprocess.run(["cc", *FLAGS, "-c", *sources], cwd=place.name, check=True)
        cls.objects = sorted(map(str, pathlib.Path(place.name).glob("*.o")))

    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="rapport-tplc-")
        self.addCleanup(place.cleanup)
        self.dir = pathlib.Path(place.name)
        self.views = self.dir / "src/web/views"
        self.views.mkdir(parents=True)

    def tplc(self, text):
        (self.views / "page.html").write_text(text, encoding="utf-8")
        return subprocess.run([TOP / "tools/tplc", "src/web/views/page.html", "src/web/views/page.html.h",
                               "src/web/views/page.html.c"], cwd=self.dir, capture_output=True, text=True, check=False)

    def compile(self):
        (self.dir / "main.c").write_text(MAIN, encoding="utf-8")
        return subprocess.run(["cc", *FLAGS, "-Isrc", "-o", "page", "main.c", "src/web/views/page.html.c",
                               *self.objects],
                              cwd=self.dir, capture_output=True, text=True, check=False)

    def page(self, body, head=HEAD):
        made = self.tplc(head + body)
        self.assertEqual(made.stderr, "")
        built = self.compile()
        self.assertEqual(built.stderr, "")
        return subprocess.run(["./page"], cwd=self.dir, capture_output=True, text=True, check=True).stdout

    def refused(self, body, line, word, head=HEAD):
        made = self.tplc(head + body)
        self.assertEqual(made.returncode, 1, made.stdout)
        self.assertRegex(made.stderr, rf"^src/web/views/page\.html:{line}: ")
        self.assertIn(word, made.stderr)


class Pages(Case):
    def test_values_are_escaped_in_text_and_in_attributes(self):
        self.assertEqual(self.page("<p title=\"{{ s }}\" class='{{ s }}'>{{ s }} {{ n }}</p>"),
                         "<p title=\"&lt;T&amp;&quot;&#39;&gt;\" class='&lt;T&amp;&quot;&#39;&gt;'>"
                         "&lt;T&amp;&quot;&#39;&gt; 3</p>")

    def test_code_runs_and_calls_pass_arguments(self):
        body = "% for (int i = 0; i < n; i++) {\n  {{> row(i) }}\n% }\n{{> end() }}\n" \
               "%% static template row(int i)\n<b>{{ i }}</b>\n%% static template end()\n<hr>\n"
        self.assertEqual(self.page(body), "<b>0</b>\n<b>1</b>\n<b>2</b>\n<hr>")

    def test_indentation_goes_but_not_where_it_counts(self):
        body = "  <div>\n\n    <pre>\n  a\n\n    {{ n }}\n</pre>\n    <textarea name=\"t\">\n  x</textarea>\n  </div>\n"
        self.assertEqual(self.page(body),
                         "<div>\n<pre>\n  a\n\n    3\n</pre>\n<textarea name=\"t\">\n  x</textarea>\n</div>")

    def test_comments_are_left_out_with_what_is_in_them(self):
        body = "%# for readers\na<!-- {{ no }} -->b\n<!--\n% if (x) {\n<p title={{ x }}>\n-->\nc\n"
        self.assertEqual(self.page(body), "ab\nc")

    def test_addresses_begin_with_a_path_or_are_checked(self):
        body = "<a href=\"{{ u }}#{{ n }}\"></a><a href=\"/t/{{ n }}/{{ url_part(s) }}\"></a><a href=\"?q={{ n }}\"></a>"
        self.assertEqual(self.page(body), "<a href=\"/a?b&amp;c#3\"></a><a href=\"/t/3/%3CT%26%22%27%3E\"></a>"
                                          "<a href=\"?q=3\"></a>")

    def test_bytes_beyond_ascii_quotes_and_digits_after_them_stay(self):
        self.assertEqual(self.page("é7 \"x\" \\n ??/ \t|"), "é7 \"x\" \\n ??/ \t|")

    def test_a_value_may_have_strings_and_braces(self):
        self.assertEqual(self.page("{{ \"}}\" }}{{ ((struct str){\"{\", 1}) }}{{ '}' + 0 }}"), "}}{125")

    def test_attributes_may_stand_in_branches(self):
        body = "<option value=\"1\"\n% if (n == 3) {\n  selected\n% } else {\n  disabled\n% }\n>x</option>"
        self.assertEqual(self.page(body), "<option value=\"1\"\nselected\n>x</option>")

    def test_title_and_textarea_take_values(self):
        self.assertEqual(self.page("<title>{{ s }}</title><textarea>{{ n }}</textarea>{{ n }}"),
                         "<title>&lt;T&amp;&quot;&#39;&gt;</title><textarea>3</textarea>3")

    def test_includes_go_to_the_header(self):
        (self.views / "extra.h").write_text("#define EXTRA 41\n", encoding="utf-8")
        self.assertEqual(self.page("{{ EXTRA + 1 }}", head='%% include "web/views/extra.h"\n' + HEAD), "42")


class Compiler(Case):
    def stops(self, body, line, word):
        self.assertEqual(self.tplc(HEAD + body).stderr, "")
        built = self.compile()
        self.assertNotEqual(built.returncode, 0)
        self.assertRegex(built.stderr, rf"src/web/views/page\.html:{line}:\d+: ")
        self.assertIn(word, built.stderr)

    def test_a_typo_is_an_error_at_the_templates_line(self):
        self.stops("<p>\n{{ m }}\n</p>", 3, "m")

    def test_a_bool_a_double_and_a_pointer_do_not_compile(self):
        for value in ("(bool)n", "1.5", "&n", "'a' == n ? (void *)0 : (void *)0"):
            self.stops(f"{{{{ {value} }}}}", 2, "_Generic")

    def test_text_does_not_begin_an_address(self):
        self.stops("\n<a href=\"{{ s }}\">x</a>", 3, "_Generic")


class Refusals(Case):
    def test_a_value_without_quotes(self):
        self.refused("<a title={{ n }}>", 2, "needs quotes")
        self.refused("<a title=a{{ n }}>", 2, "needs quotes")

    def test_a_value_in_a_tag(self):
        self.refused("<p>\n<a {{ s }}>", 3, "not in a tag")
        self.refused("<{{ s }}>", 2, "")
        self.refused("<a data-{{ s }}=\"\">", 2, "not in a tag")

    def test_a_value_in_a_script_or_a_style(self):
        self.refused("<script>let x = {{ n }};</script>", 2, "inside <script>")
        self.refused("<SCRIPT type=\"x\">\n</scripts>\n{{ n }}</script>", 4, "inside <script>")
        self.refused("<style>p { width: {{ n }} }</style>", 2, "inside <style>")
        self.refused("<p style=\"width: {{ n }}\">", 2, "style")
        self.refused("<iframe srcdoc=\"{{ s }}\"></iframe>", 2, "srcdoc")

    def test_an_event_handler(self):
        self.refused("<p onclick=\"x()\">", 2, "event handler")
        self.refused("<p OnClick = '{{ n }}'>", 2, "event handler")
        self.refused("<p onload>", 2, "event handler")

    def test_an_address_that_a_value_could_redirect(self):
        for start in ("javascript:", "/", "//", "x", "https://", "https://example.org", "/\\", "data:"):
            self.refused(f"<a href=\"{start}{{{{ n }}}}\">", 2, "address")
        self.refused("<a href=\"{{ u }}{{ n }}\">", 2, "two values")
        for name in ("href", "src", "action", "formaction", "HREF"):
            self.refused(f"<a {name}=\"x{{{{ n }}}}\">", 2, "address")

    def test_a_block_that_moves_the_page(self):
        self.refused("% if (n) {\n<a title=\"\n% }\n\">", 4, "line 2")
        self.refused("<a href=\"\n% if (n) {\n/tickets/\n% }\n{{ n }}\">", 5, "address begun")
        self.refused("% if (n) {\n<script>\n% }", 4, "line 2")
        self.refused("% if (n) {\n<pre>\n% }", 4, "line 2")

    def test_blocks_and_braces_that_do_not_fit(self):
        self.refused("% }", 2, "without its {")
        self.refused("% if (n) {", 2, "does not end")
        self.refused("{{ n", 2, "without its }}")
        self.refused("{{ }}", 2, "empty")
        self.refused("{{> x }}", 2, "a call is written")
        self.refused("<p title=\"{{> x() }}\">", 2, "text only")

    def test_a_template_that_ends_in_the_middle(self):
        self.refused("<p title=\"", 2, "title")
        self.refused("<!-- x", 2, "comment")
        self.refused("<script>", 2, "script")
        self.refused("<a\n%% template other()\n", 3, "ends")

    def test_directives_that_are_none(self):
        self.refused("", 1, "no %% template", head="")
        self.refused("text\n", 1, "before the first", head="")
        self.refused("%% include \"x.h\"", 2, "before the first template")
        self.refused("%% temlate x()", 2, "include or a template")
        self.refused("%% template Page", 2, "written")
        self.refused("%% template page(int n)", 2, "twice")

    def test_html_that_is_none(self):
        self.refused("a < b", 2, "&lt;")
        self.refused("<a title=x\"y>", 2, "stray")
        self.refused("<a \"x\">", 2, "stray")
        self.refused("<a title=>", 2, "no value")


if __name__ == "__main__":
    suite.main()
