#!/bin/sh
# Cuts the website’s fonts to what the site shows, in no more weights than its styles have.
# Needs fonttools and brotli (pip), and for the first part the packages @fontsource-variable/source-sans-3 and @fontsource/source-serif-4 (npm):
# `sh assets/fonts/cut.sh node_modules` cuts all, without an argument only the fonts of names. Cut fonts carry no reserved name, as their licence asks.
set -eu
packages=${1:+$(cd "$1" && pwd)}
cd "$(dirname "$0")"
to=../../site_overrides/assets/fonts
cut() { pyftsubset "$1" --output-file="$to/$2.woff2" --unicodes="$3" --flavor=woff2 --layout-features="${4:-kern,mark,mkmk,locl,ccmp}" \
  --no-hinting --desubroutinize --drop-tables+=DSIG,MVAR,STAT --name-IDs=0,13,14 --notdef-outline; }

# The type of every page, which all first visits wait for, with the accents of European languages; rarer ones have files of their own. Digits as they stand in tables (tabular, lining) and kerning.
if [ -n "$packages" ]; then
  text=U+0020-007E,U+00A0,U+00A7,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00C4,U+00C7,U+00CB,U+00D6-00D7,U+00DC,U+00DF-00E2,U+00E4,U+00E7-00EF,U+00F1-00F4,U+00F6,U+00F8-00FC,U+0131,U+2009,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2032-2033,U+2039-203A,U+20AC,U+2122,U+2191,U+2193,U+2212
  more=U+00A1-00A6,U+00A8,U+00AA,U+00AC-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00C3,U+00C5-00C6,U+00C8-00CA,U+00CC-00D5,U+00D8-00DB,U+00DD-00DE,U+00E3,U+00E5-00E6,U+00F0,U+00F5,U+00F7,U+00FD-00FF,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2002,U+2044,U+2215
  # Russian text: its letters, the stress mark and the number sign, in a family of their own that only pages in Russian ask for (tokens.css); figures and punctuation are those of the Latin fonts, but for titles, whose one weight has room for both in a file. Forms of letters in other languages (locl) are left out.
  russian=U+0301,U+0401,U+0410-044F,U+0451,U+2116
  sans=$packages/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght
  cyrillic=$packages/@fontsource-variable/source-sans-3/files/source-sans-3-cyrillic-wght
  weights() { fonttools varLib.instancer "$1" wght=400:650 --quiet --output "$2"; }
  work=$(mktemp -d)
  weights "$sans-normal.woff2" "$work/normal.ttf"
  weights "$sans-italic.woff2" "$work/italic.ttf"
  cut "$work/normal.ttf" source-sans-3-latin $text kern,liga
  cut "$work/italic.ttf" source-sans-3-latin-italic $text kern,liga
  cut "$packages/@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2" source-serif-4-latin-600 $text kern,liga
  cut "$packages/@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2" source-serif-4-latin-more-600 $more kern
  weights "$cyrillic-normal.woff2" "$work/cyrillic.ttf"
  weights "$cyrillic-italic.woff2" "$work/cyrillic-italic.ttf"
  cut "$work/cyrillic.ttf" source-sans-3-russian $russian kern,mark
  cut "$work/cyrillic-italic.ttf" source-sans-3-russian-italic $russian kern,mark
  serif=$packages/@fontsource/source-serif-4/files/source-serif-4
  for script in latin cyrillic; do fonttools ttLib.woff2 decompress -o "$work/serif-$script.ttf" "$serif-$script-600-normal.woff2"; done
  pyftmerge --output-file="$work/serif.ttf" "$work/serif-latin.ttf" "$work/serif-cyrillic.ttf"
  cut "$work/serif.ttf" source-serif-4-russian-600 $russian,U+0020-007E,U+00A0,U+00A7,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+2009,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2212 kern,mark,liga
  rm -r "$work"
fi

# Letters that names in the languages of a region need, from the fonts of the print room, in one weight.
latin=U+00A1-00A6,U+00A8,U+00AA,U+00AC-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00C3,U+00C5-00C6,U+00C8-00CA,U+00CC-00D5,U+00D8-00DB,U+00DD-00DE,U+00E3,U+00E5-00E6,U+00F0,U+00F5,U+00F7,U+00FD-00FF,U+0100-0130,U+0132-017F,U+018F,U+01CD-01DC,U+01E6-01E7,U+0218-021B,U+0237,U+0259,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+1E9E,U+1EBC-1EBD,U+2002,U+2044,U+20BA,U+2215
cut source-sans-3/SourceSans3-Regular.otf names-latin-400 $latin
cut source-sans-3/SourceSans3-Semibold.otf names-latin-600 $latin
cut source-sans-3/SourceSans3-Regular.otf names-cyrillic U+0301,U+0400-045F,U+0490-0493,U+0496-0497,U+049A-049D,U+04A2-04A3,U+04AE-04B3,U+04B6-04BB,U+04C0,U+04D8-04D9,U+04E2-04E3,U+04E8-04E9,U+04EE-04EF,U+2116
cut noto-sans/NotoSansArmenian-Regular.ttf names-armenian U+0530-058F,U+FB13-FB17
cut noto-sans/NotoSansGeorgian-Regular.ttf names-georgian U+10D0-10FF
cut noto-sans/NotoSansHebrew-Regular.ttf names-hebrew U+0590-05FF,U+20AA,U+FB1D-FB4F
