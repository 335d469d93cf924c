// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>
#include <QProcess>
#include <QUrl>

#include <chrono>

namespace everbounce::harness {

/// How a node is started; what is empty or 0 is not given on its command line.
struct NodeOptions
{
    QString program = QStringLiteral("everbounced");
    QString name;
    quint16 httpPort = 0;
    quint16 discoveryPort = 0;
    QString clusterName;
    QString keyFile;
    QString stateDir;
    QString listen = QStringLiteral("loopback");
    QString home;             ///< for what a node keeps per user
    QStringList through;      ///< a program that is to start it, with its arguments
    QString networkNamespace; ///< file of the network namespace to run in, e.g. /run/netns/host1
    QString address;          ///< where this process reaches it, if not at the address that it prints
    QStringList more;         ///< appended to the command line
    QMap<QString, QString> environment; ///< added to the environment

    QStringList arguments() const;
};

/// A program of the project as a real process. It does not outlive this object, nor the test's process,
/// however that one ends.
class NodeProcess : public QObject
{
    Q_OBJECT
public:
    explicit NodeProcess(const NodeOptions &options);
    ~NodeProcess() override;

    /// Starts it; ready() or ended() follows. A process that has ended can be started again.
    void start();

    const NodeOptions &options() const { return m_options; }
    bool running() const { return m_process.state() != QProcess::NotRunning; }
    pid_t pid() const { return pid_t(m_process.processId()); }

    /// Of the ready line; empty before it.
    QString id() const { return m_id; }
    QString name() const { return m_name; }
    QUrl url() const { return m_url; }
    bool isReady() const { return !m_id.isEmpty(); }

    /// When the process was spawned, by the monotonic clock.
    std::chrono::nanoseconds startedAt() const { return m_startedAt; }

    /// Sends it a signal. Gives the monotonic time at which the kernel had taken it.
    std::chrono::nanoseconds signal(int number);

    /// SIGKILL, and waits for the end.
    void kill();

    /// Runs the event loop until it ends. The exit status, or -1 where a signal ended it or it runs on.
    int waitForExitStatus();
    int exitStatus() const;

    /// Ended by a signal that this object has not sent.
    bool crashed() const;

    /// In words, for logs: whether it runs, or how it ended.
    QString state() const;

    /// All that it has written since the first start.
    QString standardOutput() const { return QString::fromUtf8(m_output); }
    QString standardError() const { return QString::fromUtf8(m_log); }

Q_SIGNALS:
    void ready();
    void ended();

private:
    void readOutput();
    void parse(const QString &line);

    NodeOptions m_options;
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_log;
    qsizetype m_parsed = 0; ///< bytes of m_output that were looked at
    QString m_endedBy;
    bool m_signalled = false; ///< since the last start
    QString m_id;
    QString m_name;
    QUrl m_url;
    std::chrono::nanoseconds m_startedAt{0};
};

/// The path of one of the project's programs: in the directory that EVERBOUNCE_BIN names, or where the build
/// puts them.
QString programPath(const QString &name);

} // namespace everbounce::harness
