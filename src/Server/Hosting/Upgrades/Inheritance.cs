using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using FerroGate.Storage.Handover;
using Microsoft.Win32.SafeHandles;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>What this process got from the one that hands over to it.</summary>
internal sealed class Inheritance : IDisposable
{
    private readonly HandoverNote _note;
    private readonly AnonymousPipeClientStream _ready;
    private readonly AnonymousPipeClientStream _life;
    private readonly Dictionary<Listener, Socket> _sockets;

    private Inheritance(HandoverNote note)
    {
        _note = note;
        OpenFiles.Keep(note.Ready);
        OpenFiles.Keep(note.Life);
        _ready = new AnonymousPipeClientStream(PipeDirection.Out, new SafePipeHandle(note.Ready, ownsHandle: true));
        _life = new AnonymousPipeClientStream(PipeDirection.In, new SafePipeHandle(note.Life, ownsHandle: true));
        _sockets = note.Listeners.ToDictionary(
            handed => handed.Listener(), handed => new Socket(new SafeSocketHandle(handed.Socket, ownsHandle: true)));
    }

    /// <summary>The process that hands over.</summary>
    public int Predecessor => _note.Process;

    /// <summary>The old process says when all that it has admitted to budgets is written down.</summary>
    public bool TellsWhatIsAdmitted => _note.TellsWhatIsAdmitted;

    /// <summary>The sockets by listener.</summary>
    public IReadOnlyDictionary<Listener, Socket> Sockets => _sockets;

    /// <summary>What was handed over; <c>null</c> where this process begins by itself.</summary>
    /// <exception cref="IOException">What was handed over is not what it should be.</exception>
    public static Inheritance? Take()
    {
        if (Environment.GetEnvironmentVariable(HandoverNote.Variable) is not { Length: > 0 } text)
            return null;

        // It is for this process and not for those that it may start.
        Environment.SetEnvironmentVariable(HandoverNote.Variable, null);
        var inheritance = new Inheritance(HandoverNote.Read(text));
        try
        {
            inheritance.CheckSockets();
            return inheritance;
        }
        catch
        {
            inheritance.Dispose();
            throw;
        }
    }

    /// <summary>The predecessor on a data directory; <c>null</c> where this process has another one.</summary>
    public StorePredecessor? PredecessorOn(string dataDirectory)
    {
        var handle = new SafeFileHandle(_note.Lock, ownsHandle: true);
        if (Path.GetFullPath(dataDirectory) == _note.Data)
        {
            OpenFiles.Keep(_note.Lock);
            return new StorePredecessor(_note.Journal, handle);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Completes when the old process has ended.</summary>
    /// <param name="written">Called when all that it has admitted to budgets is written down; not by one of a version that does not say so.</param>
    public Task WhenPredecessorEndsAsync(Action written) => Task.Factory.StartNew(
        () =>
        {
            while (_life.ReadByte() == HandoverNote.AdmittedIsWritten)
                written();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Tells the old process that this one serves: it ends then.</summary>
    public void ReportReady()
    {
        foreach (var socket in _sockets.Values)
        {
            if (!socket.SafeHandle.IsClosed)
                OpenFiles.Keep((int)socket.Handle);
        }

        Report(HandoverNote.ReadyWord);
    }

    /// <summary>Tells it why this one cannot: it goes on then.</summary>
    public void ReportFailure(string reason) => Report(reason);

    public void Dispose()
    {
        _ready.Dispose();
        _life.Dispose();
    }

    // A socket that is somebody else's would be served as ours.
    private void CheckSockets()
    {
        foreach (var (listener, socket) in _sockets)
        {
            var isRight = socket.LocalEndPoint is IPEndPoint bound
                && (listener.Port == 0 || listener.Port == bound.Port)
                && (listener.Address?.Equals(bound.Address) ?? (bound.Address.Equals(IPAddress.IPv6Any) || bound.Address.Equals(IPAddress.Any)));
            if (!isRight)
                throw new IOException($"the socket that was handed over for {listener} is bound to {socket.LocalEndPoint}.");
        }
    }

    private void Report(string word)
    {
        if (!_ready.IsConnected || _ready.SafePipeHandle.IsClosed)
            return;

        try
        {
            using var writer = new StreamWriter(_ready, leaveOpen: true);
            writer.Write(word);
        }
        catch (IOException)
        {
            // Nobody waits any more; if the old process is gone, this one serves alone.
        }

        _ready.Dispose();
    }
}
