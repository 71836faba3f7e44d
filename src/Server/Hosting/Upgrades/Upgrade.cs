using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Net.Sockets;
using FerroGate.Server.Snapshots;
using FerroGate.Storage;
using FerroGate.Storage.Handover;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>
/// Starts a process that takes over: it gets the sockets, the lock of the data directory and the name of the journal. When it
/// says that it serves, this process may end; when it fails or is silent, it is ended, and nothing has changed.
/// </summary>
internal sealed partial class Upgrade(
    GatewayServer server, LocalStore store, Reloader reloader, UpgradePlan plan, TimeProvider clock, ILogger<Upgrade> logger)
{
    private const int Init = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The new process takes its end for the end of this process, so nothing may close it before: nor the runtime, which closes what nobody has.
    private static AnonymousPipeServerStream? _life;

    private bool _isRunning;

    /// <summary>The process before this one still runs.</summary>
    public bool HasPredecessor { get; set; }

    /// <summary>Why a process must not be upgraded; <c>null</c> where it may.</summary>
    public static string? Refuse(int process, bool hasPredecessor) => process switch
    {
        Init => "the gateway is process 1, and what it starts would end with it; start a new container, and let the old one drain",
        _ when hasPredecessor => "the process before this one still serves its last requests; try again when it has ended",
        _ => null,
    };

    /// <summary>Hands over.</summary>
    /// <param name="request">With what.</param>
    /// <param name="stop">This process was told to end: nobody is to take over then.</param>
    /// <returns>Who serves now, or why nothing has changed.</returns>
    public async Task<UpgradeReply> RunAsync(UpgradeRequest request, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux())
            return Failed("processes hand over to each other on Linux only");

        if (Refuse(Environment.ProcessId, HasPredecessor) is { } refusal)
            return Failed(refusal);

        if (Interlocked.Exchange(ref _isRunning, true))
            return Failed("another upgrade is running");

        // What the new process is told of must stay as it is until it serves.
        using var pause = await reloader.PauseAsync(stop);
        try
        {
            (var successor, _life) = await StartAsync(request, stop);
            Log.HandedOver(logger, successor);
            _ = TellAsync(_life, plan.HandedOver());
            return new UpgradeReply(Environment.ProcessId, successor, null);
        }
        catch (Exception exception) when (exception is IOException or Win32Exception)
        {
            Log.Failed(logger, exception.Message);
            _isRunning = false;
            return Failed(exception.Message);
        }
    }

    private static UpgradeReply Failed(string reason) => new(Environment.ProcessId, null, reason);

    private async Task<(int Process, AnonymousPipeServerStream Life)> StartAsync(UpgradeRequest request, CancellationToken stop)
    {
        using var ready = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var life = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var handedOver = store.HandOver();
        List<(Listener Listener, Socket Socket)> sockets = [.. server.Sockets];
        List<int> files = [(int)handedOver.Lock.DangerousGetHandle(), .. sockets.Select(each => (int)each.Socket.Handle)];
        try
        {
            files.ForEach(OpenFiles.Share);
            using var process = Start(request, NoteOf(ready, life, handedOver, sockets));
            ready.DisposeLocalCopyOfClientHandle();
            life.DisposeLocalCopyOfClientHandle();
            await WaitAsync(process, ready, stop);
            return (process.Id, life);
        }
        catch
        {
            files.ForEach(OpenFiles.Keep);
            store.TakeBack();
            await life.DisposeAsync();
            throw;
        }
    }

    // However long that takes, for until then the new process cannot know who has what.
    private static async Task TellAsync(AnonymousPipeServerStream life, Task written)
    {
        await written;
        try
        {
            life.WriteByte(HandoverNote.AdmittedIsWritten);
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    private HandoverNote NoteOf(
        AnonymousPipeServerStream ready, AnonymousPipeServerStream life, StorePredecessor handedOver, IEnumerable<(Listener Listener, Socket Socket)> sockets) => new(
        Environment.ProcessId,
        (int)ready.ClientSafePipeHandle.DangerousGetHandle(),
        (int)life.ClientSafePipeHandle.DangerousGetHandle(),
        (int)handedOver.Lock.DangerousGetHandle(),
        Path.GetFullPath(plan.DataDirectory),
        handedOver.Journal,
        [.. sockets.Select(each => HandedListener.Of(each.Listener, (int)each.Socket.Handle))])
        {
            TellsWhatIsAdmitted = true,
        };

    private Process Start(UpgradeRequest request, HandoverNote note)
    {
        List<string> arguments = [.. request.Arguments, "run", "--config", request.Config];
        if (plan.Watches)
            arguments.Add("--watch");

        var start = new ProcessStartInfo(request.Executable, arguments) { UseShellExecute = false };
        start.Environment[HandoverNote.Variable] = note.Write();
        return Process.Start(start) ?? throw new IOException($"{request.Executable} does not start.");
    }

    private async Task WaitAsync(Process process, AnonymousPipeServerStream ready, CancellationToken stop)
    {
        // The pipe ends with the process, whatever becomes of it.
        using var reader = new StreamReader(ready);
        var reading = reader.ReadToEndAsync(CancellationToken.None);
        var word = await Task.WhenAny(reading, Task.Delay(Patience, clock, stop)) == reading ? await reading : null;
        if (word == HandoverNote.ReadyWord)
            return;

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        await reading;
        throw new IOException(word switch
        {
            null when stop.IsCancellationRequested => "this process was told to stop, and the new one was ended.",
            null => $"the new process was silent for {Patience.TotalSeconds:0} s and was ended; this one goes on.",
            "" => "the new process ended before it was ready; this one goes on. Its last words are in the log.",
            _ => $"the new process cannot serve, and this one goes on: {word}",
        });
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "process {Process} has taken over; this one serves its last requests and ends")]
        public static partial void HandedOver(ILogger logger, int process);

        [LoggerMessage(Level = LogLevel.Error, Message = "the upgrade failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
