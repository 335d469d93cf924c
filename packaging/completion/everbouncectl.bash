# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for bash: everbouncectl, everbounced and everbounce. Needs nothing but bash. Those for zsh and fish ask it, too:
# run as a program, with a command line up to the cursor as its argument, it prints what may follow, a word a line as it is.

# Keeps those of the lines on standard input that begin with the word $1. Names of behaviours and nodes come from
# other machines: nothing in them is ever expanded, and each is quoted for the command line.
_everbounce_matching() {
    local cur=$1 line quoted
    # Readline replaces only what follows the last colon, and names of nodes contain some.
    local kept=
    [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]] && kept=${cur%"${cur##*:}"}
    while IFS= read -r line; do
        [[ -n $line && $line == "$cur"* ]] || continue
        printf -v quoted %q "${line#"$kept"}"
        COMPREPLY+=("$quoted")
    done
}

_everbounce_words() {
    local cur=$1
    shift
    _everbounce_matching "$cur" < <(printf '%s\n' "$@")
}

_everbounce_files() {
    compopt -o filenames 2>/dev/null
    local line
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$1" -- "$2")
}

# The line up to the cursor as words between blanks: bash's own words end at every colon of an address.
_everbounce_line() {
    local line=${COMP_LINE:0:COMP_POINT}
    read -ra words <<<"$line"
    cur=
    [[ $line == *[[:blank:]] ]] || { cur=${words[-1]}; unset 'words[-1]'; }
    prev=
    ((${#words[@]})) && prev=${words[-1]}
}

# What the node says, by the program itself and to the node that the line names.
_everbouncectl_ask() {
    local url=() i
    for ((i = 1; i < ${#words[@]}; ++i)); do
        case ${words[i]} in
        --url) [[ -n ${words[i + 1]-} ]] && url=(--url "${words[i + 1]}") ;;
        --url=*) url=("${words[i]}") ;;
        esac
    done
    timeout 2 "${words[0]}" "$1" --names "${url[@]}" 2>/dev/null
}

_everbouncectl_command() {
    local i
    for ((i = 1; i < ${#words[@]}; ++i)); do
        case ${words[i]} in
        --url | --ca | --token-file | --node | --without | --seconds | --count | --for | --role) ((++i)) ;;
        -*) ;;
        *) printf '%s' "${words[i]}"; return ;;
        esac
    done
}

_everbouncectl() {
    local cur prev words command options
    COMPREPLY=()
    _everbounce_line
    command=$(_everbouncectl_command)
    case $prev in
    --node | --without) _everbounce_matching "$cur" < <(_everbouncectl_ask status); return ;;
    --token-file | --ca) _everbounce_files -f "$cur"; return ;;
    --url) _everbounce_words "$cur" http://127.0.0.1:400{0,1,2}; return ;;
    --role) _everbounce_words "$cur" viewer operator; return ;;
    --seconds | --count | --for) return ;;
    esac
    if [[ $cur == -* ]]; then
        options=(--url --ca --json --help --version)
        case $command in
        status | behaviors | faults | failover) options+=(--names) ;;
        watch) options+=(--seconds --count) ;;
        set-behavior) options+=(--try-again --token-file) ;;
        key) options+=(--without --token-file) ;;
        invite) options+=(--for --token-file) ;;
        token) options+=(--for --role --token-file) ;;
        nudge | chaos | share | pair | config) options+=(--token-file) ;;
        fault) options+=(--node --seconds --token-file) ;;
        esac
        _everbounce_words "$cur" "${options[@]}"
        return
    fi
    case $command in
    '') _everbounce_words "$cur" status watch fly help behaviors faults failover set-behavior nudge fault chaos share invite pair key token config ;;
    set-behavior)
        [[ $prev == set-behavior || $prev == --try-again ]] || return 0
        _everbounce_matching "$cur" < <(_everbouncectl_ask behaviors)
        ;;
    key) [[ $prev == key ]] && _everbounce_words "$cur" list rotate ;;
    token) [[ $prev == token ]] && _everbounce_words "$cur" add list revoke ;;
    chaos | share) [[ $prev == "$command" ]] && _everbounce_words "$cur" on off ;;
    fault) [[ $prev == fault ]] && _everbounce_matching "$cur" < <(_everbouncectl_ask faults) ;;
    failover) [[ $prev == failover ]] && _everbounce_matching "$cur" < <(_everbouncectl_ask failover) ;;
    esac
}

_everbounce_node() {
    local cur prev words options
    COMPREPLY=()
    _everbounce_line
    case $prev in
    --listen) _everbounce_words "$cur" loopback lan ;;
    --faults) _everbounce_words "$cur" on off ;;
    --log-level) _everbounce_words "$cur" debug info warning error ;;
    --coordination) _everbounce_words "$cur" peers etcd:https:// ;;
    --coordination-takeover) _everbounce_words "$cur" on off ;;
    --cluster-key-file | --operator-token-file | --frame-log | --coordination-password-file | --coordination-ca | \
        --coordination-cert | --coordination-key | --etcd-faults | --tls-certificate | --tls-key) _everbounce_files -f "$cur" ;;
    --state-dir | --behavior-dir) _everbounce_files -d "$cur" ;;
    --name | --http-port | --discovery-port | --cluster | --join | --peer | --peer-dns | --public-url | --trusted-proxy | --allow-embedding | --coordination-user | --tick | --lease | --horizon) ;;
    *)
        options=(--name --http-port --listen --share --discovery-port --cluster --cluster-key-file --join --peer --peer-dns --state-dir
            --behavior-dir --faults --operator-token-file --tls-certificate --tls-key --public-url --trusted-proxy --allow-embedding --coordination --coordination-user --coordination-password-file
            --coordination-ca --coordination-cert --coordination-key --coordination-takeover --etcd-faults --tick --lease --horizon --log-level --help --version)
        [[ ${words[0]} == *everbounced ]] && options+=(--lifeline)
        [[ ${words[0]} == *everbounce ]] && options+=(--frame-log --kiosk)
        _everbounce_words "$cur" "${options[@]}"
        ;;
    esac
}

complete -F _everbouncectl everbouncectl
complete -F _everbounce_node everbounced everbounce

# As a program, for other shells: names are quoted for bash, and they quote by themselves. Files they find themselves.
if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    COMP_LINE=${1-} COMP_POINT=${#1} COMP_WORDBREAKS=
    _everbounce_files() { :; }
    case ${COMP_LINE%%[[:blank:]]*} in
    *everbouncectl) _everbouncectl ;;
    *everbounced | *everbounce) _everbounce_node ;;
    esac
    for word in "${COMPREPLY[@]}"; do
        eval "printf '%s\\n' $word" # printf %q has quoted all of it
    done
fi
