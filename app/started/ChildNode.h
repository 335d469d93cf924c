// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

#include <sys/types.h>

namespace everbounce {

/// A headless node as a process that this one starts. It ends when this object does, or this process, however
/// that ends, unless it was told to stay: see Lifeline. It is not waited for. Lives on the main thread.
///
/// QProcess would not do: it kills what runs on when it is destroyed.
class ChildNode : public QObject
{
    Q_OBJECT
public:
    struct Program
    {
        QString path;
        QStringList arguments;
        int log = -1; ///< a descriptor for its standard error
    };

    using QObject::QObject;
    ~ChildNode() override;

    /// Call it once. Returns an empty text, or one phrase that says why there is no such process.
    [[nodiscard]] QString start(const Program &program);

    /// Whether it goes on when this object ends.
    void stay(bool stays);

    /// Asks it to hand the lease over and to end.
    void end();

Q_SIGNALS:
    /// It serves. Emitted once.
    void ready(const QString &id, const QString &name, quint16 httpPort);

    /// Emitted once; one phrase says how.
    void ended(const QString &how);

private:
    void watch();
    void readOutput();
    void onExit();

    int m_lifeline = -1; ///< descriptors
    int m_output = -1;
    int m_process = -1;
    bool m_isReady = false;
    QByteArray m_told; ///< of its output, as far as it came
    std::unique_ptr<QSocketNotifier> m_outputNotifier;
    std::unique_ptr<QSocketNotifier> m_exitNotifier;
};

} // namespace everbounce
