// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/etcd/EtcdCoordination.h"

#include "engine/lease/etcd/EtcdMembers.h"
#include "engine/singleton/etcd/EtcdOptions.h"
#include "engine/singleton/etcd/EtcdReplicator.h"

#include <algorithm>

namespace everbounce {
namespace {

/// Three elections of etcd, of a second each, and the while in which a holder is found to be silent must not
/// outlast what is known ahead.
constexpr int leastBeyondLease = 3500;
/// So that the longest horizon is far enough.
constexpr int longestLease = 56'000;

int etcdHorizon(int lease)
{
    return int(std::min<std::int64_t>(std::int64_t(lease) + 4000, 60'000));
}

EtcdAccess readAccess(const QString &place, const CoordinationTexts &texts)
{
    EtcdOptions options;
    EtcdSettings settings;
    QString problem = readEtcdOptions(place, texts, options);
    if (problem.isEmpty())
        problem = toEtcdSettings(options, settings);
    return {settings.access, problem};
}

CoordinateResult prepareEtcd(EtcdSettings settings, const EtcdOptions &options, const QString &cluster,
                             std::chrono::milliseconds lease)
{
    if (const QString problem = toEtcdSettings(options, settings); !problem.isEmpty())
        return {{}, problem};
    settings.cluster = cluster;
    settings.length = std::chrono::duration_cast<std::chrono::seconds>(lease);
    return {coordinateByEtcd(settings), {}};
}

QString readEtcd(const QString &place, const CoordinationTexts &texts, CoordinationSetup &setup)
{
    EtcdOptions options;
    const QString problem = readEtcdOptions(place, texts, options);
    EtcdSettings settings;
    settings.files = options.files;
    settings.readAccess = [place, texts] { return readAccess(place, texts); };
    setup.prepare = [settings, options](const QString &cluster, std::chrono::milliseconds lease) {
        return prepareEtcd(settings, options, cluster, lease);
    };
    if (!options.faults.isEmpty())
        setup.askForFault = EtcdMembers(options.faults);
    return problem;
}

} // namespace

const CoordinationKind &etcdCoordination()
{
    static const CoordinationKind kind{
        .name = "etcd",
        .form = "etcd:URL,URL,...",
        .help = "etcd:URL,URL,...",
        .options = {{"coordination-user", "NAME", "This node's user at etcd, if etcd asks for one."},
                    {"coordination-password-file", "FILE",
                     "A file of mode 0600 with the password of that user."},
                    {"coordination-ca", "FILE",
                     "Certificates (PEM) of the authorities that signed etcd's. Default: the system's."},
                    {"coordination-cert", "FILE",
                     "This node's certificate (PEM) to etcd; without a common name if there is a user."},
                    {"coordination-key", "FILE", "Its key (PEM), of mode 0600."},
                    {"coordination-takeover", "on|off",
                     "Whether the lease in etcd is taken over as soon as its holder's process is gone, not "
                     "only when "
                     "it runs out. Default: on.",
                     "on"},
                    {"etcd-faults", "PIPE",
                     "For demonstrations: the pipe of packaging/etcd-members, which breaks etcd's members "
                     "when people "
                     "ask this node for it."}},
        // A lease of seconds says nothing of links.
        .times = {.shortest = 1000,
                  .longest = longestLease,
                  .step = 1000,
                  .usual = 4000,
                  .horizon = etcdHorizon,
                  .leastBeyond = leastBeyondLease,
                  .linkPatience = std::chrono::milliseconds(500),
                  .stepHelp = "whole seconds with etcd, such as 4000"},
        .leaseHelp = "With etcd in whole seconds, 1000 to 56000; default 4000.",
        .horizonHelp = "with etcd --lease and 4000 more, and at least 3500 more",
        .read = readEtcd,
        .refuse = refuseEtcdOptions};
    return kind;
}

} // namespace everbounce
