// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/peers/Peers.h"

#include "tests/bench/Parts.h"
#include "tests/bench/interruption/Child.h"
#include "tests/cluster/harness/etcd/EtcdCluster.h"
#include "tests/cluster/harness/network/FreePorts.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <unistd.h>

namespace everbounce::bench {
namespace {

/// What a shell's command prints; throws Failure where it fails.
QString outputOf(const QString &command)
{
    QProcess process;
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    process.waitForFinished(60'000);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        throw Failure(qPrintable(QStringLiteral("this fails: %1: %2")
                                     .arg(command, QString::fromUtf8(process.readAllStandardError()))));
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void requireProgram(const char *program, const QString &where = {})
{
    QString found = QStandardPaths::findExecutable(QLatin1String(program));
    for (const QString &directory : {where, QStringLiteral("/usr/sbin")})
        if (found.isEmpty() && !directory.isEmpty())
            found = QStandardPaths::findExecutable(QLatin1String(program), {directory});
    if (found.isEmpty())
        throw Failure(qPrintable(QStringLiteral("%1 is not installed").arg(QLatin1String(program))));
}

void writeFile(const QString &name, const QByteArray &content)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        throw Failure(qPrintable(QStringLiteral("%1 cannot be written").arg(name)));
}

// ---- PostgreSQL: an advisory lock ------------------------------------------------------------------------

/// A server with a directory and a port of its own. It refuses to run as root, so there it runs as the
/// account that its package made.
class PostgreServer
{
public:
    PostgreServer()
    {
        requireProgram("psql");
        const QStringList versions =
            QDir(QStringLiteral("/usr/lib/postgresql")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        if (versions.isEmpty())
            throw Failure("PostgreSQL's server is not installed");
        m_programs = QStringLiteral("/usr/lib/postgresql/%1/bin/").arg(versions.last());
        m_as = ::geteuid() == 0 ? QStringLiteral("setpriv --reuid postgres --regid postgres --clear-groups ")
                                : QString();
        if (::geteuid() == 0)
            outputOf(QStringLiteral("chown postgres: %1").arg(m_directory.path()));
        const QString options = QStringLiteral("-p %1 -k %2 -h ''").arg(m_port).arg(m_directory.path());
        outputOf(m_as + m_programs +
                 QStringLiteral("initdb -A trust -U race -D %1/data").arg(m_directory.path()));
        outputOf(m_as + m_programs +
                 QStringLiteral("pg_ctl -w -D %1/data -l %1/log -o \"%2\" start")
                     .arg(m_directory.path(), options));
    }
    ~PostgreServer()
    {
        QProcess::execute(
            QStringLiteral("sh"),
            {QStringLiteral("-c"),
             m_as + m_programs +
                 QStringLiteral("pg_ctl -m immediate -D %1/data stop >/dev/null").arg(m_directory.path())});
    }
    Q_DISABLE_COPY_MOVE(PostgreServer)

    QString client() const
    {
        return QStringLiteral("psql -q -X -U race -h %1 -p %2 postgres").arg(m_directory.path()).arg(m_port);
    }

private:
    QTemporaryDir m_directory;
    QString m_programs;
    QString m_as;
    quint16 m_port = harness::freeTcpPort();
};

Peer postgreSql()
{
    auto server = std::make_shared<PostgreServer>();
    const QString version = outputOf(QStringLiteral("psql --version")).section(u' ', 2, 2);
    return {QStringLiteral("PostgreSQL, advisory lock"),
            QStringLiteral("%1; its server is a single point").arg(version),
            "HELD",
            "select pg_advisory_lock(1);\n\\warn HELD\n",
            [server](int) { return server->client(); },
            server};
}

// ---- Erlang: a name in `global` --------------------------------------------------------------------------

/// Registers a name, or waits for the end of who has it.
constexpr char contestant[] = R"(
Others = [list_to_atom("race" ++ integer_to_list(N) ++ "@localhost") || N <- [1, 2, 3]],
Wait = fun(Again) ->
    [net_adm:ping(Node) || Node <- Others],
    case length(nodes()) of 2 -> ok; _ -> timer:sleep(20), Again(Again) end
end,
Race = fun(Again) ->
    case global:register_name(race, self()) of
        yes -> io:format("HELD~n"), receive stop -> ok end;
        no -> case global:whereis_name(race) of
            undefined -> Again(Again);
            Pid -> Ref = monitor(process, Pid), receive {'DOWN', Ref, _, _, _} -> Again(Again) end
        end
    end
end,
Wait(Wait), global:sync(), Race(Race).
)";

struct ErlangGround
{
    QTemporaryDir directory;
    quint16 port = harness::freeTcpPort();
    Child names{QStringLiteral("epmd"), {QStringLiteral("-port"), QString::number(port)}};
};

Peer erlang()
{
    requireProgram("erl");
    auto ground = std::make_shared<ErlangGround>();
    writeFile(ground->directory.filePath(QStringLiteral("race")), contestant);
    const QString version = outputOf(
        QStringLiteral("erl -noshell -eval 'io:put_chars(erlang:system_info(otp_release)), halt().'"));
    return {
        QStringLiteral("Erlang/OTP, `global` and a monitor"),
        version,
        "HELD",
        {},
        [ground](int number) {
            return QStringLiteral(
                       "env ERL_EPMD_PORT=%1 HOME=%2 erl -noshell -setcookie race -sname race%3@localhost "
                       "-eval \"$(cat %2/race)\"")
                .arg(ground->port)
                .arg(ground->directory.path())
                .arg(number + 1);
        },
        ground};
}

// ---- keepalived: VRRP among three hosts ------------------------------------------------------------------

/// Three network namespaces on a bridge.
class Hosts
{
public:
    Hosts()
    {
        outputOf(QStringLiteral("ip link add %1 type bridge && ip link set %1 up").arg(bridge()));
        for (int number = 0; number < 3; ++number)
            outputOf(
                QStringLiteral("ip netns add %1 && ip link add %2 type veth peer name eth0 netns %1 && "
                               "ip link set %2 master %3 up && ip -n %1 addr add 10.88.0.%4/24 dev eth0 && "
                               "ip -n %1 link set eth0 up && ip -n %1 link set lo up")
                    .arg(host(number), QStringLiteral("ebrace%1").arg(number), bridge())
                    .arg(number + 1));
    }
    ~Hosts()
    {
        for (int number = 0; number < 3; ++number)
            QProcess::execute(QStringLiteral("ip"),
                              {QStringLiteral("netns"), QStringLiteral("del"), host(number)});
        QProcess::execute(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("del"), bridge()});
    }
    Q_DISABLE_COPY_MOVE(Hosts)

    static QString host(int number) { return QStringLiteral("everbounce-race%1").arg(number); }
    QTemporaryDir directory;

private:
    static QString bridge() { return QStringLiteral("ebrace"); }
};

Peer keepalived(const QString &interval)
{
    requireProgram("keepalived");
    requireProgram("ip");
    if (::geteuid() != 0)
        throw Failure("keepalived needs root");
    auto hosts = std::make_shared<Hosts>();
    for (int number = 0; number < 3; ++number)
        writeFile(
            hosts->directory.filePath(QString::number(number)),
            QStringLiteral(
                "global_defs {\n vrrp_version 3\n}\nvrrp_instance race {\n interface eth0\n state BACKUP\n"
                " nopreempt\n virtual_router_id 7\n priority %1\n advert_int %2\n"
                " virtual_ipaddress {\n  10.88.0.100/24\n }\n}\n")
                .arg(100 + number)
                .arg(interval)
                .toUtf8());
    const QString version =
        outputOf(QStringLiteral("keepalived --version 2>&1 | sed -n '1s/^Keepalived v\\([^ ]*\\).*/\\1/p'"));
    return {QStringLiteral("keepalived, VRRP"),
            QStringLiteral("%1, adverts every %2 s").arg(version, interval),
            "MASTER STATE",
            {},
            [hosts](int number) {
                return QStringLiteral(
                           "ip netns exec %1 keepalived --dont-fork --log-console --vrrp --pid %2/%3.pid "
                           "--vrrp_pid %2/%3.vrrp -f %2/%3")
                    .arg(Hosts::host(number), hosts->directory.path())
                    .arg(number);
            },
            hosts};
}

// ---- etcd: its lock --------------------------------------------------------------------------------------

Peer etcdLock()
{
    if (!harness::EtcdCluster::isInstalled())
        throw Failure("etcd is not installed");
    auto etcd = std::make_shared<harness::EtcdCluster>();
    require(etcd->start(), "etcd does not start");
    QStringList urls;
    for (int member = 0; member < etcd->size(); ++member)
        urls << etcd->url(member).toString(QUrl::StripTrailingSlash);
    const QString version =
        outputOf(QStringLiteral("ETCDCTL_API=3 etcdctl version | sed -n 's/^etcdctl version: //p'"));
    return {QStringLiteral("etcd, `etcdctl lock`"),
            QStringLiteral("%1, three members, --ttl 1").arg(version),
            "race/",
            {},
            [urls](int) {
                return QStringLiteral("env ETCDCTL_API=3 etcdctl --endpoints %1 lock --ttl 1 race")
                    .arg(urls.join(u','));
            },
            etcd};
}

} // namespace

std::vector<MakePeer> peers()
{
    return {postgreSql, erlang, [] { return keepalived(QStringLiteral("0.01")); },
            [] { return keepalived(QStringLiteral("1")); }, etcdLock};
}

} // namespace everbounce::bench
