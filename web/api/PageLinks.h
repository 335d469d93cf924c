// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/SharingInterface.h"

namespace everbounce {

class PageAddresses;
class TokenBook;

/// Makes a link to the page for SharingInterface::makeLink(). A link that opens a session is noted in the
/// book of tokens.
PageLink makePageLink(const QString &role, const PageAddresses &addresses, TokenBook &tokens);

} // namespace everbounce
