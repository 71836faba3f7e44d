using FerroGate.Core.Lists;

namespace FerroGate.Core.Records;

/// <summary>The log of changes.</summary>
public interface IAuditLog
{
    Task AddAsync(AuditEvent change, CancellationToken cancellation);

    /// <summary>The newest events first.</summary>
    /// <exception cref="ListAwayException">It cannot be gone on with just now.</exception>
    Task<Page<AuditEvent>> ListAsync(PageRequest page, CancellationToken cancellation);
}
