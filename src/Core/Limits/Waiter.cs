using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>A request that fits what was spent, and not what others hold beside that.</summary>
internal sealed class Waiter(Claim claim, long ticket)
{
    public Claim Claim { get; } = claim;

    /// <summary>Its place among all who wait.</summary>
    public long Ticket { get; } = ticket;

    /// <summary>Whose hold it waits for; <c>null</c> when it does not wait any more.</summary>
    public Spend? For { get; set; }

    public LinkedListNode<Waiter>? Node { get; set; }

    public ITimer? Timer { get; set; }

    public CancellationTokenRegistration Leaving { get; set; }

    public TaskCompletionSource<Outcome<Reservation>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
