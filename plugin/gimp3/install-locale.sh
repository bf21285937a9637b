#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Copies the installed translations to "locale" beside the plug-in, where GIMP 3 looks for them.
#   install-locale.sh PLUGIN_FOLDER LOCALEDIR DOMAIN        (both below the prefix, or absolute)
set -eu
case $1 in /*) to=${DESTDIR:-}$1 ;; *) to=$MESON_INSTALL_DESTDIR_PREFIX/$1 ;; esac
case $2 in /*) from=${DESTDIR:-}$2 ;; *) from=$MESON_INSTALL_DESTDIR_PREFIX/$2 ;; esac
for catalog in "$from"/*/LC_MESSAGES/"$3.mo"; do
  [ -e "$catalog" ] || continue
  language=${catalog#"$from"/}
  install -Dm644 "$catalog" "$to/locale/$language"
done
