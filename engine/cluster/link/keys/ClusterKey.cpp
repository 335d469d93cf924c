// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/keys/ClusterKey.h"

#include <QMessageAuthenticationCode>

namespace everbounce {
namespace {

QByteArray derive(const QByteArray &clusterKey, const char *label, const QString &clusterName)
{
    const QByteArray message = QByteArray(label) + '\0' + clusterName.toUtf8();
    return QMessageAuthenticationCode::hash(message, clusterKey, QCryptographicHash::Sha256);
}

} // namespace

ClusterKeys deriveKeys(const QByteArray &clusterKey, const QString &clusterName)
{
    return {derive(clusterKey, "everbounce beacon", clusterName),
            derive(clusterKey, "everbounce link", clusterName), Keyring::idOf(clusterKey)};
}

QList<ClusterKeys> deriveKeys(const Keyring &ring, const QString &clusterName)
{
    QList<ClusterKeys> keys;
    for (const RingKey &key : ring.keys())
        keys.append(deriveKeys(key.key, clusterName));
    return keys;
}

} // namespace everbounce
