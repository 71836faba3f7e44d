using FerroGate.Core.Limits;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Snapshots;

/// <summary>A revision of which everything that can fail has been done, and nothing has changed yet.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Quotas">Its limits and budgets.</param>
/// <param name="Added">Its listeners that the process does not have yet; <c>null</c> where it has all.</param>
internal sealed record Prepared(Revision Revision, IQuotaChange Quotas, ListenerBatch? Added)
{
    /// <summary>It does not come into force.</summary>
    public void Forget()
    {
        Added?.Dispose();
        Quotas.Forget();
        Revision.Leave();
    }
}
