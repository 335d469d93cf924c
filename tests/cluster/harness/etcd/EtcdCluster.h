// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <vector>

namespace everbounce::harness {

/// Where a member runs.
struct EtcdPlace
{
    QString address = QStringLiteral("127.0.0.1");
    QString networkNamespace; ///< its file; empty for that of this process
};

/// How the members are started.
struct EtcdSetup
{
    std::vector<EtcdPlace> places = std::vector<EtcdPlace>(3); ///< one for each member
    QString certificateFile; ///< for clients, and its key; without them these come without TLS
    QString keyFile;
    QStringList more; ///< appended to each one's command line
};

/// A real etcd of some members on free ports, with directories of its own. It does not outlive this object,
/// nor the test's process.
class EtcdCluster
{
public:
    explicit EtcdCluster(int members = 3, const QStringList &moreOptions = {});
    explicit EtcdCluster(const EtcdSetup &setup);
    ~EtcdCluster();

    /// Whether this machine has the program.
    static bool isInstalled();

    /// Starts those that do not run, and waits until all answer and one leads.
    bool start();
    void start(int member);
    void kill(int member);
    void signal(int member, int number);
    bool running(int member) const { return m_members[std::size_t(member)]->state() != QProcess::NotRunning; }

    int size() const { return int(m_members.size()); }
    /// The one that leads, as a member says; -1 while none does.
    int leader() const;

    QUrl url(int member) const;
    /// For --coordination.
    QString coordination() const;

    /// Runs etcdctl against all members; what it printed. An empty text where it failed.
    QString ctl(const QStringList &arguments, int *status = nullptr) const;

private:
    QString address(int member, quint16 port, const QString &scheme) const;
    QStringList argumentsOf(int member, const QString &all) const;
    std::unique_ptr<QProcess> makeProcess(int member, const QString &all) const;

    EtcdSetup m_setup;
    QTemporaryDir m_directory;
    std::vector<quint16> m_clientPorts;
    std::vector<quint16> m_peerPorts;
    std::vector<std::unique_ptr<QProcess>> m_members;
};

} // namespace everbounce::harness
