#!/bin/sh
# Installs Onyx Desktop from this folder, for one person (--user) or for everybody (--all, as root), or removes it again.
set -eu

usage() {
    cat <<'END'
Usage: ./install.sh --user            for you alone, into ~/.local
       ./install.sh --all             for everybody, into /usr/local (as root)
       ./install.sh --remove --user   remove the program; your index and settings stay
       ./install.sh --remove --all
END
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
remove=no
where=
for word in "$@"; do
    case $word in
        --user) where=${XDG_DATA_HOME:-$HOME/.local/share}; prefix=$HOME/.local ;;
        --all) where=/usr/local/share; prefix=/usr/local ;;
        --remove) remove=yes ;;
        *) usage; exit 2 ;;
    esac
done
[ -n "$where" ] || { usage; exit 2; }
program=$prefix/lib/onyx-desktop
list=$program/installed-files

refresh() {
    for tool in "update-desktop-database -q $where/applications" "gtk-update-icon-cache -q -t $where/icons/hicolor"; do
        command -v "${tool%% *}" >/dev/null 2>&1 && $tool >/dev/null 2>&1 || true
    done
}

take_out() {
    [ -f "$list" ] || return 0
    while IFS= read -r file; do
        rm -f -- "$file"
        rmdir -p -- "$(dirname -- "$file")" 2>/dev/null || true
    done < "$list"
    rm -rf -- "$program"
}

if [ "$remove" = yes ]; then
    [ -f "$list" ] || { echo "Onyx Desktop is not installed in $prefix." >&2; exit 1; }
    take_out
    refresh
    echo "Removed. The index and the settings are in ~/.local/share/onyx-desktop and ~/.config/onyx-desktop, if you want"
    echo "to delete them too."
    exit 0
fi

take_out
mkdir -p "$prefix/lib" "$prefix/bin"
cp -R "$here/program" "$program"
: > "$list"
(cd "$here/share" && find . -type f) | while IFS= read -r file; do
    to=$where/${file#./}
    mkdir -p "$(dirname -- "$to")"
    case $file in
        *.desktop | *.nemo_action)
            # A folder of programs in the home is not on every PATH, so the entries name the program's place.
            sed -e "s|^Exec=onyx-desktop|Exec=\"$program/onyx-desktop\"|" -e '/^TryExec=/d' "$here/share/$file" > "$to"
            ;;
        *) cp "$here/share/$file" "$to" ;;
    esac
    case $file in */servicemenus/*) chmod +x "$to" ;; esac
    echo "$to" >> "$list"
done
for name in onyx-desktop onyx; do
    ln -sf "$program/onyx-desktop" "$prefix/bin/$name"
    echo "$prefix/bin/$name" >> "$list"
done
refresh
echo "Installed. Start it from your menu of programs, or with $prefix/bin/onyx-desktop."
case :$PATH: in
    *":$prefix/bin:"*) ;;
    *) echo "$prefix/bin is not on your PATH: the commands need their whole names until it is." ;;
esac
