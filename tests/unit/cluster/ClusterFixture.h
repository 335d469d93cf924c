// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"
#include "engine/cluster/mesh/LanTransport.h"
#include "tests/cluster/harness/network/FreePorts.h"

namespace everbounce {

using harness::freeUdpPort;

inline ClusterKeys testKeys(const QString &cluster = QStringLiteral("test"), char fill = 'k')
{
    return deriveKeys(QByteArray(clusterKeyBytes, fill), cluster);
}

/// On one length of time and one choice.
inline Agreement testAgreement(Nanoseconds beat = std::chrono::milliseconds(500), const char *place = "here")
{
    return {{{QLatin1String("beat_ms"), QLatin1String("--beat"), beat}},
            {{QLatin1String("place"), QLatin1String("--place"), QString::fromLatin1(place),
              QStringLiteral("here")}}};
}

inline SelfInfo selfInfo(quint64 id)
{
    return {NodeId{id},
            QStringLiteral("node-%1").arg(id),
            QStringLiteral("0.1.0"),
            QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(4000 + id % 1000)),
            monotonicNow(),
            testAgreement()};
}

inline NodeProfile testProfile(quint64 id)
{
    const SelfInfo self = selfInfo(id);
    return {.id = self.id, .name = self.name, .version = self.version, .url = self.url, .linkPort = 12345};
}

} // namespace everbounce
