// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/Coordinations.h"

#include "engine/singleton/etcd/EtcdCoordination.h"
#include "engine/singleton/peer/PeerCoordination.h"

#include <algorithm>

namespace everbounce {

const QList<const CoordinationKind *> &coordinationKinds()
{
    static const QList<const CoordinationKind *> kinds{&peerCoordination(), &etcdCoordination()};
    return kinds;
}

const CoordinationKind &coordinationKind(const QString &name)
{
    return **std::ranges::find_if(coordinationKinds(), [&name](const CoordinationKind *kind) {
        return name == QLatin1String(kind->name);
    });
}

} // namespace everbounce
