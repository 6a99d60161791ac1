"""Text that a student could put into a name, an answer or a file, to get out of where it is shown."""

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; alert(1); '",
    "</code></pre><h1>100 of 100</h1>",
    "<!-- -->]]>&lt;b&gt;&amp;",
    "{{ 7*7 }} {% raw %}",
    "${jndi:ldap://x}",
    "$x$ and $$y$$",
    "`code` and ``more``",
    "**strong** \\",
    "\\input{/etc/passwd} \\write18{ls}",
    "[red]bold[/red] [link=http://x]y[/link]",
    "[y, x; y*cos(x)] [/]",
    "\x1b[31mred\x1b]8;;http://x\x1b\\",
    "a\u202ereversed\u2066\u2069\u200f",
    "nul\x00 bell\x07 c1\x9b del\x7f",
    "lone \ud800 surrogate \ufffe",
    "line\r\nbreak\u2028para\u2029",
    "%s %(x)s {0} {name} {",
]
