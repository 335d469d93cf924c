// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Http.h"

#include <optional>

namespace everbounce {

/// Whether the user of this node made the request, on its machine, with nobody in between.
bool comesFromOwnUser(const HttpRequest &request);

/// Who may command: the node's own user on its own machine, and whoever has a token.
class CommandRights
{
public:
    /// The operator's token, and the run token for this machine; an empty one is none. Without either only
    /// the node's own user may command.
    explicit CommandRights(const QByteArray &operatorToken = {}, const QByteArray &runToken = {});

    /// Nothing if the request may command, else the refusal.
    std::optional<HttpResponse> refusal(const HttpRequest &request) const;

    /// Whether this is one of the tokens. Takes equally long for every wrong one.
    bool isToken(const QByteArray &text) const;

    /// One sentence for those who may not.
    QString reason() const;

private:
    QByteArray m_operatorDigest; ///< of the token; empty if there is none
    QByteArray m_runDigest;
};

} // namespace everbounce
