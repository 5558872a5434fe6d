// SPDX-License-Identifier: Apache-2.0
// GMime's and GLib's handles, released by AUTO(). Everything that GLib allocates
// is copied into an arena and given back before the function returns, so that
// nothing of GLib's leaks into the rest of the house.
#pragma once

#include <gmime/gmime.h>

#include "base/str.h"

static inline void gobject_auto(void *p)
{
    GObject *o = *(GObject **)p;
    if (o)
        g_object_unref(o);
}

static inline void gtext_auto(char **p)
{
    g_free(*p);
}

static inline void goptions_auto(GMimeParserOptions **p)
{
    if (*p)
        g_mime_parser_options_free(*p);
}
