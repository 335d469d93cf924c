// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/Http.h"

#include <optional>

namespace everbounce {

/// Whether a request was made on this machine itself, by nobody on another one's behalf.
bool comesFromThisMachine(const HttpRequest &request);

/// Who may command: this machine itself, and whoever has the operator's token. Pure.
class CommandRights
{
public:
    /// Without a token nobody but this machine may.
    explicit CommandRights(const QByteArray &token = {});

    /// Nothing where the request may command, else the refusal.
    std::optional<HttpResponse> refusal(const HttpRequest &request) const;

    /// Whether this is the operator's token. Takes as long for each wrong one.
    bool isToken(const QByteArray &text) const;

    /// One sentence for who may not.
    QString reason() const;

private:
    QByteArray m_digest; ///< of the token; empty where there is none
};

} // namespace everbounce
