using FerroGate.Admin.ApiKeys;
using FerroGate.Admin.BillingEvents;
using FerroGate.Admin.Resources;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;
using FerroGate.Core.Records;
using FerroGate.Core.Snapshot;

namespace FerroGate.Admin;

/// <summary>What the admin API reads from and speaks to.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Records">Request records.</param>
/// <param name="Ledger">Ledger entries.</param>
/// <param name="Usage">What the ledger comes to.</param>
/// <param name="Audit">Audit events.</param>
/// <param name="Control">The running gateway.</param>
/// <param name="Resources">What the gateway was configured with, and what can be made beside it.</param>
/// <param name="Keys">The keys of clients and operators.</param>
/// <param name="LedgerControl">Puts ledger entries right.</param>
/// <param name="Lists">How much lists show, at this moment.</param>
public sealed record AdminPorts(
    AdminCaller Caller,
    IRequestRecords Records,
    ILedgerReader Ledger,
    IUsageAggregates Usage,
    IAuditLog Audit,
    IGatewayControl Control,
    IResourceControl Resources,
    IKeyControl Keys,
    ILedgerControl LedgerControl,
    Func<AdminListSettings> Lists);
