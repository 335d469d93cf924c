// SPDX-License-Identifier: GPL-3.0-or-later
//
// Broken on purpose, for demonstrations: never answers.

function next() {
    for (;;)
        ;
}
