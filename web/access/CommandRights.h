// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Http.h"

#include <optional>

namespace everbounce {

/// Whether a request was made by the user of this node, on its machine, with nobody between.
bool comesFromOwnUser(const HttpRequest &request);

/// Who may command: the node's own user on its own machine, and whoever has a token.
class CommandRights
{
public:
    /// The operator's token, and the one that this run of the node has written down for its machine; an empty
    /// one is none. Without either nobody but the own user may.
    explicit CommandRights(const QByteArray &operatorToken = {}, const QByteArray &runToken = {});

    /// Nothing where the request may command, else the refusal.
    std::optional<HttpResponse> refusal(const HttpRequest &request) const;

    /// Whether this is one of the tokens. Takes as long for each wrong one.
    bool isToken(const QByteArray &text) const;

    /// One sentence for who may not.
    QString reason() const;

private:
    QByteArray m_operatorDigest; ///< of the token; empty where there is none
    QByteArray m_runDigest;
};

} // namespace everbounce
