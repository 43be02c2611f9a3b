// Recorded per-tick digests and complete tick documents: replay specification, sections 7.2 and 7.3. Data only.

enum RecordedTicks {
    /// First 16 hexadecimal digits of the SHA-256 of each output, in output order.
    static let digests: [String: String] = [
        "sample_day": """
            93a434aae98412d5 7e5efecd0c0c5918 8910692c7d5942d6 740921e9e941b4a6 f802ea76570aa1c6
            """,
        "sample_day_adaptive": """
            20e3931499ba810d bbc26dfd8056352d 16386078f56f5cd4 7e8191c704eda5b5 f6e13718c15f6083 868c1fe7cd5d924d
            37d091db8e848f89 74d7b8fbe1239a31 df3a25dee8bc2ff1 e2fdf5398107e0be 2894f56d9f12d72b 647d5095a6f82553
            993a6468b8de81a1 f36bbb255b8cdc56 0f239b2d78c7f63a 16799c3128102563 73723e0cb07ee77f aec29afd11e1d0a2
            0afb42cb2957bab1 826693e7dc4e9f21
            """,
        "sample_day_allowed": """
            85984aada63e2e06 6087a81664332956 d1570d5398d29bc1 f5576d8980da503d 45cb2fc4a9eddee0
            """,
        "sample_day_constraints": """
            85984aada63e2e06 6087a81664332956 d1570d5398d29bc1
            """,
        "sample_day_controller": """
            856f37f62cd30d1e f0808b9aaa8c1224 4a669f5adab79bb9 cfeacd7a0d567978 59a48c86282054ae 2790179067260974
            326a7622f78fb31d c043a94787094236 2cfafbb49021d843 124013aa9c0be516 2bd50d35090a8c2c e42fd1f92388f240
            34906470c2bac651 7ce2af0e95da55b0 8599101b4d88bc7e
            """,
        "sample_day_drawdown": """
            93a434aae98412d5 7e07a149aaaebd7b ceb5c67b8de4f8df 3f4f71c54a9be64b fb14e4dae5eb123c 54a77356714fc006
            0cdd1ab3dbacc484 e5ffaf8e0fd1f206 47f75d08aab9887f 9c7de8e8f825f08e 09cd84772cd1e392 d24f45af5b1eb1c9
            2da87ae0b5e600e4 d559d886ff886080 b0c5c4e6a3ffe9be de660d37cdb0e53a c741d5d0b58d2a47 1af6e126f0297ebd
            71dd3fce32388c64 a85a08193615699b 289d3ee96ce3e59b f19d4afba05e4860 08fa7c2724c81c51 feed54ec86376308
            """,
        "sample_day_l2_exec_guard": """
            91ea4670eae193e0 53025f42e8279bb0
            """,
        "sample_day_l2_gating": """
            85984aada63e2e06 6087a81664332956 d1570d5398d29bc1
            """,
        "sample_day_ml_multisignal_basic": """
            93a434aae98412d5 7e5efecd0c0c5918 8910692c7d5942d6
            """,
        "sample_day_ml_multisignal_no_prior": """
            3c20594e03ae01e7 4409bc50ae628124
            """,
        "sample_day_multisymbol": """
            4f15579a6d33d5b4 031079316c64c936 da48bbb4a4a4c808 b2de191a6e3c58f7 bb15caf510a46804 f29afa847dfe41b1
            f0a4788fa5ffabb3 303a7cd7556438e7 271614779a30895f 0e1d8370d246d423 ddb6a709cb0cd541 05deaddafd21530a
            c893389e3ea618c0 e4b7ba3eb52348a0 eef05f97a92dd941 b5b730c2a450426d c42ac0dc95f57fcc f996ce76e3013bea
            8356cf1fb66f5006 639b0658b9df1d27 d593fef77bd09028 2b57b09a3a3cc2de 44310b5d5e4afe84 445881f21aa7f108
            c856e97d025869ad
            """,
        "sample_day_topk_v1": """
            9af486ff26257166 9f2aac52dbb90651 634de4d33fbb40b6 ebcee84ba3800c1d 5d825f121d64769c 8d1efe1fe248ef9f
            46bc36924f9d6f7c 5b75781318ce4fbe 21d94cbc80d9b4c6 47cea2a0b89c04ca 66163f7e0007648a 2b55c544c8be0df5
            82d372bbe24cb62e b3104d074d74a928 160747b28ce79331 62c6c849016ad607 de1d6d300366c9bc efeafce4f923f7f7
            b13b85984db5c632 822e45426fe0b6ce eb5fcfb030d726ff 622922a9c512ea59 fa94ce974d8235aa 3335e0d79f1e29b6
            559f25129991d89f 0312c3233321f251 69234ea189902b6a e630350dd41d3cd1 6215603894b5b8e8 5eec93acafbe9eb7
            deaa4b4b701f3226 262f345c965488fb c357c3384f9b3d28 3a3ac79fbef9c53f 7f2252e528a59f5d 6ad2bc79a0b3a02f
            a4655a914037b02e 7e493d6e6c214606 7c0145ef59ab3817 271ba9037d8765d0 5dd5cb0a60cb0c2f 601cfaf75af85646
            567ed002fffa4674 8cf5d1412101d98d 872f351c4f838254 1dc43de53e4a58c7 cff3113b3d05f3f4 04558949a9ef2dbc
            0e1c417905837457 205c72c959eb2b8c 3986a225078d21ed abbe21731ee44f28 be8606910a10d253 fa99ae6782180919
            1e108a617b4e79c9 2f53681322175408 08d588e0657df093 cc2b526a316a92cd c85de11ca5f896aa af59b055dd071d99
            de922248d788ecb7 735347b45f0431ce 0166b84e2a40d18c dfc2963a16845397 a31009135e40c6d6 1e4b20f58b6c1dd3
            bb301a7ee010bbfb d42386c2a1f71f71 8f9fb28b59d6d4d3 30fa3e5aa1c6e190 d05256d3a08c166e c6108592aee2f3e1
            103f538b8bf6fde7 d9727be5df6e0b11 6184b48ab7c55920 cbf4f14784a00a36 b2718e25e79dd6e7 b900fe53a2dc554d
            283fbf0ecca76fb7 2725f887cc9b7e3c f070e9670c115ae2 0fd621ef4067e65f 42f9d31512a014ee 52e172a978e82668
            73c41cb7e1357377 46f60f2699e71b91 43a68d23931cd151 e6d1de46d1e5ef52 5a33fb1619dec2b4 020579367f3dd6b2
            3727606899e3f819 246c40c72a756591 8a2b497142a59f48 82877966994d5394 744b657286cc361f 1e67287fcdf68f49
            """,
        "sample_day_toxic": """
            d6803be93a39d23e fa2911f61094685a 848894c44a3b26f0 38141d9f1223ea63 dfb0ae6baffa76b8
            """,
    ]

    /// Canonical bytes of single outputs; `number` counts from 1.
    static let documents: [(fixture: String, number: Int, text: String)] = [
        (
            "sample_day", 1,
            #"""
            {"actions":[{"action_type":"PLACE","level_id":1,"order_id":null,"price":"50050.50","quantity":"100.0\#
            00","reason":"RECONCILE_ADD","side":"SELL","symbol":"BTCUSDT"},{"action_type":"PLACE","level_id":2,"\#
            order_id":null,"price":"50100.55","quantity":"100.000","reason":"RECONCILE_ADD","side":"SELL","symbo\#
            l":"BTCUSDT"},{"action_type":"PLACE","level_id":3,"order_id":null,"price":"50150.65","quantity":"100\#
            .000","reason":"RECONCILE_ADD","side":"SELL","symbol":"BTCUSDT"},{"action_type":"PLACE","level_id":4\#
            ,"order_id":null,"price":"50200.80","quantity":"100.000","reason":"RECONCILE_ADD","side":"SELL","sym\#
            bol":"BTCUSDT"},{"action_type":"PLACE","level_id":5,"order_id":null,"price":"50251.00","quantity":"1\#
            00.000","reason":"RECONCILE_ADD","side":"SELL","symbol":"BTCUSDT"},{"action_type":"PLACE","level_id"\#
            :1,"order_id":null,"price":"49950.49","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","sy\#
            mbol":"BTCUSDT"},{"action_type":"PLACE","level_id":2,"order_id":null,"price":"49900.54","quantity":"\#
            100.000","reason":"RECONCILE_ADD","side":"BUY","symbol":"BTCUSDT"},{"action_type":"PLACE","level_id"\#
            :3,"order_id":null,"price":"49850.64","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","sy\#
            mbol":"BTCUSDT"},{"action_type":"PLACE","level_id":4,"order_id":null,"price":"49800.79","quantity":"\#
            100.000","reason":"RECONCILE_ADD","side":"BUY","symbol":"BTCUSDT"},{"action_type":"PLACE","level_id"\#
            :5,"order_id":null,"price":"49750.99","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","sy\#
            mbol":"BTCUSDT"}],"events":[{"details":{"cancelled_count":0,"placed_count":10,"reset_action":"NONE"}\#
            ,"event_type":"RECONCILE","symbol":"BTCUSDT","ts":1000}],"plan":{"center_price":"50000.50","levels_d\#
            own":5,"levels_up":5,"mode":"BILATERAL","reason_codes":["REGIME_RANGE"],"regime":"RANGE","reset_acti\#
            on":"NONE","size_schedule":["100","100","100","100","100"],"skew_bps":0.0,"spacing_bps":10.0,"width_\#
            bps":50.0},"prefilter_result":{"allowed":true,"reason":"PASS","symbol":"BTCUSDT"},"symbol":"BTCUSDT"\#
            ,"ts":1000}
            """#
        ),
        (
            "sample_day", 2,
            #"""
            {"actions":[],"events":[{"details":{"cancelled_count":0,"placed_count":0,"reset_action":"NONE"},"eve\#
            nt_type":"RECONCILE","symbol":"BTCUSDT","ts":2000}],"plan":{"center_price":"50005.50","levels_down":\#
            5,"levels_up":5,"mode":"BILATERAL","reason_codes":["REGIME_RANGE"],"regime":"RANGE","reset_action":"\#
            NONE","size_schedule":["100","100","100","100","100"],"skew_bps":0.0,"spacing_bps":10.0,"width_bps":\#
            50.0},"prefilter_result":{"allowed":true,"reason":"PASS","symbol":"BTCUSDT"},"symbol":"BTCUSDT","ts"\#
            :2000}
            """#
        ),
        (
            "sample_day_allowed", 1,
            #"""
            {"actions":[{"action_type":"PLACE","level_id":1,"order_id":null,"price":"1.00","quantity":"100.000",\#
            "reason":"RECONCILE_ADD","side":"SELL","symbol":"TESTUSDT"},{"action_type":"PLACE","level_id":2,"ord\#
            er_id":null,"price":"1.00","quantity":"100.000","reason":"RECONCILE_ADD","side":"SELL","symbol":"TES\#
            TUSDT"},{"action_type":"PLACE","level_id":3,"order_id":null,"price":"1.00","quantity":"100.000","rea\#
            son":"RECONCILE_ADD","side":"SELL","symbol":"TESTUSDT"},{"action_type":"PLACE","level_id":4,"order_i\#
            d":null,"price":"1.00","quantity":"100.000","reason":"RECONCILE_ADD","side":"SELL","symbol":"TESTUSD\#
            T"},{"action_type":"PLACE","level_id":5,"order_id":null,"price":"1.00","quantity":"100.000","reason"\#
            :"RECONCILE_ADD","side":"SELL","symbol":"TESTUSDT"},{"action_type":"PLACE","level_id":1,"order_id":n\#
            ull,"price":"0.99","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","symbol":"TESTUSDT"},{\#
            "action_type":"PLACE","level_id":2,"order_id":null,"price":"0.99","quantity":"100.000","reason":"REC\#
            ONCILE_ADD","side":"BUY","symbol":"TESTUSDT"},{"action_type":"PLACE","level_id":3,"order_id":null,"p\#
            rice":"0.99","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","symbol":"TESTUSDT"},{"actio\#
            n_type":"PLACE","level_id":4,"order_id":null,"price":"0.99","quantity":"100.000","reason":"RECONCILE\#
            _ADD","side":"BUY","symbol":"TESTUSDT"},{"action_type":"PLACE","level_id":5,"order_id":null,"price":\#
            "0.99","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","symbol":"TESTUSDT"}],"events":[{"\#
            details":{"cancelled_count":0,"placed_count":10,"reset_action":"NONE"},"event_type":"RECONCILE","sym\#
            bol":"TESTUSDT","ts":1000}],"plan":{"center_price":"1.00005","levels_down":5,"levels_up":5,"mode":"B\#
            ILATERAL","reason_codes":["REGIME_RANGE"],"regime":"RANGE","reset_action":"NONE","size_schedule":["1\#
            00","100","100","100","100"],"skew_bps":0.0,"spacing_bps":10.0,"width_bps":50.0},"prefilter_result":\#
            {"allowed":true,"reason":"PASS","symbol":"TESTUSDT"},"symbol":"TESTUSDT","ts":1000}
            """#
        ),
        (
            "sample_day_topk_v1", 4,
            #"""
            {"actions":[{"action_type":"PLACE","level_id":1,"order_id":null,"price":"200.22","quantity":"100.000\#
            ","reason":"RECONCILE_ADD","side":"SELL","symbol":"TRENDUSDT"},{"action_type":"PLACE","level_id":2,"\#
            order_id":null,"price":"200.42","quantity":"100.000","reason":"RECONCILE_ADD","side":"SELL","symbol"\#
            :"TRENDUSDT"},{"action_type":"PLACE","level_id":3,"order_id":null,"price":"200.62","quantity":"100.0\#
            00","reason":"RECONCILE_ADD","side":"SELL","symbol":"TRENDUSDT"},{"action_type":"PLACE","level_id":4\#
            ,"order_id":null,"price":"200.82","quantity":"100.000","reason":"RECONCILE_ADD","side":"SELL","symbo\#
            l":"TRENDUSDT"},{"action_type":"PLACE","level_id":5,"order_id":null,"price":"201.02","quantity":"100\#
            .000","reason":"RECONCILE_ADD","side":"SELL","symbol":"TRENDUSDT"},{"action_type":"PLACE","level_id"\#
            :1,"order_id":null,"price":"199.81","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","symb\#
            ol":"TRENDUSDT"},{"action_type":"PLACE","level_id":2,"order_id":null,"price":"199.62","quantity":"10\#
            0.000","reason":"RECONCILE_ADD","side":"BUY","symbol":"TRENDUSDT"},{"action_type":"PLACE","level_id"\#
            :3,"order_id":null,"price":"199.42","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","symb\#
            ol":"TRENDUSDT"},{"action_type":"PLACE","level_id":4,"order_id":null,"price":"199.22","quantity":"10\#
            0.000","reason":"RECONCILE_ADD","side":"BUY","symbol":"TRENDUSDT"},{"action_type":"PLACE","level_id"\#
            :5,"order_id":null,"price":"199.02","quantity":"100.000","reason":"RECONCILE_ADD","side":"BUY","symb\#
            ol":"TRENDUSDT"}],"events":[{"details":{"cancelled_count":0,"placed_count":10,"reset_action":"NONE"}\#
            ,"event_type":"RECONCILE","symbol":"TRENDUSDT","ts":1000000}],"plan":{"center_price":"200.02","level\#
            s_down":5,"levels_up":5,"mode":"BILATERAL","reason_codes":["REGIME_RANGE"],"regime":"RANGE","reset_a\#
            ction":"NONE","size_schedule":["100","100","100","100","100"],"skew_bps":0.0,"spacing_bps":10.0,"wid\#
            th_bps":50.0},"prefilter_result":{"allowed":true,"reason":"PASS","symbol":"TRENDUSDT"},"symbol":"TRE\#
            NDUSDT","ts":1000000}
            """#
        ),
        (
            "sample_day_topk_v1", 6,
            #"""
            {"actions":[],"events":[],"plan":null,"prefilter_result":{"allowed":false,"reason":"SPREAD_TOO_HIGH"\#
            ,"symbol":"WIDEUSDT"},"symbol":"WIDEUSDT","ts":1000000}
            """#
        ),
    ]
}
