using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Limits;

/// <summary>For whom an exchange is counted.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Model">The model's own name.</param>
internal sealed record Payer(ExchangeId Exchange, string KeyId, Tenant Tenant, string Model);
