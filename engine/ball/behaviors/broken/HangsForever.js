// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made to fail: never answers.

function next() {
    for (;;)
        ;
}
