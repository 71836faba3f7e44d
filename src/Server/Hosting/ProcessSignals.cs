using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace FerroGate.Server.Hosting;

/// <summary>What the system tells the process: the first signal asks it to stop, the second to hurry, and SIGHUP to read its config anew.</summary>
internal sealed class ProcessSignals : IDisposable
{
    // Of signals that come while a reload runs, one more reload serves all.
    private readonly Channel<string> _reloads = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly PosixSignalRegistration[] _registrations;

    public ProcessSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
    ];

    public CancellationToken Stop => _stop.Token;

    public CancellationToken Hurry => _hurry.Token;

    /// <summary>An item for each time that the config is to be read anew: the name of what happened.</summary>
    public ChannelReader<string> Reloads => _reloads.Reader;

    /// <summary>Asks for the config to be read anew, as SIGHUP does.</summary>
    /// <param name="reason">What the audit log says of it.</param>
    public void AskForReload(string reason) => _reloads.Writer.TryWrite(reason);

    /// <summary>Asks the process to stop, as SIGTERM does.</summary>
    public void AskToStop() => _stop.Cancel();

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
        _hurry.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGHUP)
            AskForReload("sighup");
        else
            (_stop.IsCancellationRequested ? _hurry : _stop).Cancel();
    }
}
