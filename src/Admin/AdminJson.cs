using System.Text.Json.Serialization;
using FerroGate.Admin.ApiKeys;
using FerroGate.Admin.AuditEvents;
using FerroGate.Admin.BillingEvents;
using FerroGate.Admin.Configs;
using FerroGate.Admin.Lists;
using FerroGate.Admin.ProviderHealth;
using FerroGate.Admin.RequestLogs;
using FerroGate.Admin.Status;
using FerroGate.Admin.UsageAggregates;

namespace FerroGate.Admin;

/// <summary>How the contracts of the admin API are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ListView<AuditEventView>))]
[JsonSerializable(typeof(ListView<BillingEventView>))]
[JsonSerializable(typeof(ListView<ProviderHealthView>))]
[JsonSerializable(typeof(ListView<RequestLogView>))]
[JsonSerializable(typeof(ListView<UsageAggregateView>))]
[JsonSerializable(typeof(ConfigRequest))]
[JsonSerializable(typeof(CorrectionRequest))]
[JsonSerializable(typeof(CorrectionView))]
[JsonSerializable(typeof(RotateRequest))]
[JsonSerializable(typeof(ValidateView))]
[JsonSerializable(typeof(ReloadView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(AdminFault))]
internal sealed partial class AdminJson : JsonSerializerContext;
