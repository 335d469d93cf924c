// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/SharingInterface.h"

namespace everbounce {

class PageAddresses;
class TokenBook;

/// See SharingInterface::makeLink(). A link that is good once is noted in the book of tokens.
PageLink makePageLink(const QString &role, const PageAddresses &addresses, TokenBook &tokens);

} // namespace everbounce
