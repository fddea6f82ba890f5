#!/bin/sh
# Cuts the website’s fonts of names (names-*.woff2) from those of the print room: letters that names in the languages of a region need, in one weight.
# Needs fonttools and brotli (pip). Cut fonts carry no reserved name, as their licence asks.
set -eu
cd "$(dirname "$0")"
to=../../site_overrides/assets/fonts
cut() { pyftsubset "$1" --output-file="$to/$2.woff2" --unicodes="$3" --flavor=woff2 --layout-features=kern,mark,mkmk,locl,ccmp \
  --no-hinting --desubroutinize --drop-tables+=DSIG --name-IDs=0,13,14 --notdef-outline; }
latin=U+0100-0130,U+0132-0151,U+0154-017F,U+018F,U+01CD-01DC,U+01E6-01E7,U+0218-021B,U+0237,U+0259,U+1E9E,U+1EBC-1EBD,U+20BA
cut source-sans-3/SourceSans3-Regular.otf names-latin-400 $latin
cut source-sans-3/SourceSans3-Semibold.otf names-latin-600 $latin
cut source-sans-3/SourceSans3-Regular.otf names-cyrillic U+0301,U+0400-045F,U+0490-0493,U+0496-0497,U+049A-049D,U+04A2-04A3,U+04AE-04B3,U+04B6-04BB,U+04C0,U+04D8-04D9,U+04E2-04E3,U+04E8-04E9,U+04EE-04EF,U+2116
cut noto-sans/NotoSansArmenian-Regular.ttf names-armenian U+0530-058F,U+FB13-FB17
cut noto-sans/NotoSansGeorgian-Regular.ttf names-georgian U+10D0-10FF
cut noto-sans/NotoSansHebrew-Regular.ttf names-hebrew U+0590-05FF,U+20AA,U+FB1D-FB4F
