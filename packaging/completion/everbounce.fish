# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for fish: everbouncectl, everbounced and everbounce. Asks the one for bash.
function __everbounce_offered
    set -l asked /usr/share/bash-completion/completions/everbouncectl
    set -q EVERBOUNCE_COMPLETION; and set asked $EVERBOUNCE_COMPLETION
    bash $asked (commandline --current-process --cut-at-cursor | string collect) 2>/dev/null
end

function __everbounce_wants_file
    not count (__everbounce_offered) >/dev/null
end

for program in everbouncectl everbounced everbounce
    complete --command $program --no-files --arguments '(__everbounce_offered)'
    complete --command $program --condition __everbounce_wants_file --force-files
end
